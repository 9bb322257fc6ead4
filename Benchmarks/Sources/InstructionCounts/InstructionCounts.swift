#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif
import Workloads

/// Repeats one workload a number of times and ends, for a tool that counts the instructions of a process.
///
///     instruction-counts                  lists the workloads: name, unit, how often they are meant to be repeated
///     instruction-counts encoder 1000     repeats one, and prints how many units it did
@main
struct InstructionCounts {
  static func main() {
    let arguments = CommandLine.arguments.dropFirst()
    if arguments.isEmpty {
      for workload in Workload.all { print(workload.name, workload.unit, workload.repetitions) }
      return
    }
    guard arguments.count == 2, let workload = arguments.first.flatMap({ Workload.named($0) }),
      let repetitions = arguments.last.flatMap({ Int($0) }), repetitions > 0
    else { fail("usage: instruction-counts [workload repetitions]") }
    do {
      print(try OneThread().run { try await workload.run(repetitions: repetitions) })
    } catch {
      fail("\(workload.name): \(error)")
    }
  }

  private static func fail(_ text: String) -> Never {
    print("error:", text)
    exit(1)
  }
}

import ArgumentParser
import HoldfastBench
import HoldfastModel
import NIOPosix

/// `holdfast bench machine`: what no server can avoid.
struct MachineBench: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "machine", abstract: "Measure a round trip over loopback, and a sync of the disk.")

  @OptionGroup var output: BenchOutput
  @Option(help: "How often each is measured.") var count = 3000

  func run() async throws {
    let loop = MultiThreadedEventLoopGroup.singleton.any()
    let floor = try await MachineFloor.measure(directory: output.directory, count: count, on: loop)
    print(output.json ? floor.json.text : floor.text)
  }
}

import Foundation
import TestServers

/// `strace` on a running process, which makes some of its calls for files go wrong.
final class Tracer {
  private let process: ChildProcess
  private let temporary: TemporaryDirectory

  /// Attaches to a process.
  ///
  /// - Parameters:
  ///   - id: The process.
  ///   - files: The files whose calls are meant; all files when there is none.
  ///   - calls: The calls that are seen.
  ///   - fault: What happens to which of them, as strace's `inject` has it; `when` counts from here on, in each thread
  ///     for itself.
  init(_ id: pid_t, files: [String] = [], calls: String, fault: String) throws {
    temporary = try TemporaryDirectory()
    var command = [try Tool.strace.path(), "-f", "-q", "-y", "-p", "\(id)", "-o", temporary.path + "/calls"]
    command += files.flatMap { ["-P", $0] } + ["-e", "trace=\(calls)", "-e", "inject=\(fault)"]
    process = try ChildProcess(command: command, output: temporary.path + "/errors")
    try Deadline.step.poll("strace to attach") {
      if process.hasEnded { throw ProcessFailure("strace cannot attach: \(text("errors"))") }
      return Self.isTraced(id) ? () : nil
    }
  }

  /// The calls that were seen, as strace writes them.
  var calls: [Substring] { text("calls").split(separator: "\n") }

  /// Lets the process go on without us.
  func detach() throws {
    process.send(SIGTERM)
    try process.waitForEnd(.step)
  }

  private func text(_ name: String) -> String {
    (try? String(contentsOfFile: temporary.path + "/" + name, encoding: .utf8)) ?? ""
  }

  /// Whether all threads of a process are traced.
  private static func isTraced(_ id: pid_t) -> Bool {
    let threads = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(id)/task")) ?? []
    return !threads.isEmpty
      && threads.allSatisfy { thread in
        // A thread that is gone meanwhile needs no tracer.
        let status = try? String(contentsOfFile: "/proc/\(id)/task/\(thread)/status", encoding: .utf8)
        return status.map { !$0.contains("TracerPid:\t0\n") } ?? true
      }
  }
}

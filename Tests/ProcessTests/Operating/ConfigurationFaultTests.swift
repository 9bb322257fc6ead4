import Foundation
import TestServers
import Testing

extension RealProcesses {
  @Suite("A server that cannot start says why") struct ConfigurationFaultTests {
    /// A finished run of the program.
    private struct Outcome: Sendable {
      var end: ChildProcess.End
      var lines: [String]
    }

    private static func run(_ arguments: [String], _ environment: [String: String]) async throws -> Outcome {
      try await onThread {
        let directory = try TemporaryDirectory()
        let process = try ChildProcess(
          arguments: arguments, environment: environment, output: directory.path + "/output",
          directory: directory.path)
        let end = try process.waitForEnd(.step)
        let output = try String(contentsOfFile: directory.path + "/output", encoding: .utf8)
        return Outcome(end: end, lines: output.split(separator: "\n").map(String.init))
      }
    }

    private static let faults = [
      "HOLDFAST_HTTP_PORT": "99999", "HOLDFAST_DURABILITY": "never", "HOLDFAST_ENGINE_LEASE_MS": "soon",
      "HOLDFAST_DATADIR": "elsewhere", "HOLDFAST_PROVIDER": "openai",
    ]

    @Test(
      "All faults are told at once, with status 78", .timeLimit(.minutes(1)),
      arguments: [["config", "check"], ["serve"]])
    func tellAllFaults(arguments: [String]) async throws {
      let outcome = try await Self.run(arguments, Self.faults)
      #expect(outcome.end == .exit(78))
      // One line for each fault, and one for each of the two settings that the provider is missing.
      let lines = outcome.lines
      #expect(lines.count == 6, "\(lines)")
      for name in Self.faults.keys where name != "HOLDFAST_PROVIDER" {
        #expect(lines.count { $0.contains(name) } >= 1, "\(name) is not among \(lines)")
      }
      #expect(lines.contains { $0.contains("HOLDFAST_PROVIDER_URL") })
      #expect(lines.contains { $0.contains("HOLDFAST_PROVIDER_MODEL") })
      #expect(lines.allSatisfy { $0.hasPrefix("holdfast: ") }, "\(lines)")
    }

    @Test(
      "A taken port is named, with status 75 and no stack trace", .timeLimit(.minutes(1)),
      arguments: [true, false])
    func nameTakenPort(isPublic: Bool) async throws {
      let (end, log, port) = try await onThread {
        let server = try ServerProcess(scenario: .everything)
        let port = isPublic ? server.port : server.adminPort
        let listener = try Listener(port: port)
        defer { withExtendedLifetime(listener) {} }
        try server.launch()
        return (try server.waitForEnd(), server.log, port)
      }
      #expect(end == .exit(75))
      let lines = log.split(separator: "\n")
      let last = try #require(lines.last)
      #expect(last.hasPrefix("holdfast: something listens on "), "\(log)")
      #expect(last.contains("127.0.0.1:\(port)"), "\(log)")
      for sign in ["Fatal error", "Stack dump", "crashed", "Backtrace", "0x0"] {
        #expect(!log.contains(sign), "\(log)")
      }
    }
  }
}

import Foundation
import TestServers
import Testing

extension RealProcesses {
  @Suite("I35: a thousand replies that end badly, ten thousand with HOLDFAST_TEST_LONG") struct ManyEndsTests
  {
    private static let isLong = ProcessInfo.processInfo.environment["HOLDFAST_TEST_LONG"] != nil
    private static let count = isLong ? 10_000 : 1_000
    /// Before the base line is taken, so that pools, caches and the allocator have what they keep.
    ///
    /// SQLite keeps pages of the files that grow here: up to 16 MiB on each connection, 4 MiB for a thousand replies,
    /// and no more after some eleven thousand. The long run begins behind that.
    private static let warmUp = isLong ? 12_000 : 600
    /// For the short run the pages that SQLite still takes, and for the long one what lies between equal runs.
    private static let memoryBound = (isLong ? 6 : 12) << 20
    /// I35: whatever was opened is closed; a few more for what happens to be under way.
    private static let descriptorBound = 5
    /// The pools of threads grow with the load to their bounds, and their threads go after some idle seconds.
    private static let threadBound = 8

    private static let settings = [
      "HOLDFAST_DURABILITY": "process",
      // The model fails nearly always, and is to be asked all the same.
      "HOLDFAST_ATTEMPTS_BREAKERS": "false",
      // A run that is not forgotten takes one of these places for ever.
      "HOLDFAST_LIMITS_MAXIMUM_RUNS": "64",
      // The allocator gives back what is freed, so that memory that is held is seen.
      "MALLOC_ARENA_MAX": "2", "MALLOC_TRIM_THRESHOLD_": "131072", "MALLOC_MMAP_THRESHOLD_": "131072",
    ]

    @Test(
      "Descriptors, threads and memory come back to the base line", .timeLimit(.minutes(isLong ? 20 : 3)))
    func endInAnyWay() async throws {
      let server = try ServerProcess(scenario: BadEnd.script, settings: Self.settings)
      try server.start()
      let clients = try (0..<Self.lanes).map { _ in try ChatClient(of: server) }
      let id = try #require(server.process?.id)
      try await Self.run(0..<Self.warmUp, by: clients)
      let base = try await Self.rest(of: id, like: nil)
      try await Self.run(Self.warmUp..<Self.warmUp + Self.count, by: clients)
      let after = try await Self.rest(of: id, like: base)
      print("footprint before: \(base); after \(Self.count) replies: \(after)")
      #expect(
        after.descriptors <= base.descriptors + Self.descriptorBound, "before: \(base), after: \(after)")
      #expect(after.threads <= base.threads + Self.threadBound, "before: \(base), after: \(after)")
      #expect(
        after.residentBytes <= base.residentBytes + Self.memoryBound, "before: \(base), after: \(after)")
      try server.explained {
        guard try server.readiness().isReady else { throw ProcessFailure("the server is not ready") }
      }
    }

    private static let lanes = 6

    private static func run(_ range: Range<Int>, by clients: [ChatClient]) async throws {
      let results = try await onThreads(clients.count) { lane in
        var findings = Findings()
        for number in range where number % clients.count == lane {
          let kind = BadEnd.allCases[number / clients.count % BadEnd.allCases.count]
          findings.add(try kind.findings(session: "session-\(number)", by: clients[lane]), of: "\(kind)")
        }
        return findings
      }
      for findings in results { #expect(findings.faults.isEmpty, "\(findings.faults.prefix(10))") }
    }

    /// The footprint of a server with nothing to do: what it was before, or what it is when it changes no more.
    private static func rest(of id: pid_t, like base: Footprint?) async throws -> Footprint {
      try await onThread {
        var last = try Footprint(of: id)
        let deadline = Deadline.after(.seconds(20))
        while !deadline.hasPassed {
          usleep(500_000)
          let next = try Footprint(of: id)
          let isBack = base.map { next.descriptors <= $0.descriptors && next.threads <= $0.threads } ?? true
          if isBack, next.descriptors == last.descriptors, next.threads == last.threads { return next }
          last = next
        }
        return last
      }
    }
  }
}

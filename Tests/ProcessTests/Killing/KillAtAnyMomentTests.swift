import Testing

extension RealProcesses {
  @Suite("P1, P2, P3: kill -9 at 50 moments of a reply") struct KillAtAnyMomentTests {
    private static let servers = 5

    @Test(
      "The stream goes on byte for byte, ends once, and is kept as it was streamed", .timeLimit(.minutes(5)),
      arguments: Effort.tries(1 as UInt64, long: 50))
    func killAtEveryMoment(seed: UInt64) async throws {
      let moments = KillMoment.all(seed: seed)
      let results = try await onThreads(Self.servers) { index in
        try Self.runTrials(moments, of: index)
      }.flatMap { $0 }
      #expect(results.count == 50)
      for result in results where !result.findings.faults.isEmpty {
        Issue.record("killed \(result.moment), session \(result.session):\n\(result.findings.text)")
      }
      // The moments are only worth something if they lie on all sides of what can happen.
      let states = results.compactMap { $0.stream?.state }
      #expect(states.count { $0 == "interrupted" } >= 20)
      #expect(states.count { $0 == "finished" } >= 3)
      #expect(results.contains { !$0.wasCursorReceived })
    }

    /// Every fifth moment, one after the other on one data directory, whose earlier streams must outlive the later
    /// kills.
    private static func runTrials(_ moments: [KillMoment], of index: Int) throws -> [KillTrial.Result] {
      let server = try ServerProcess(scenario: .everything)
      return try server.explained {
        try server.start()
        let client = try ChatClient(of: server)
        var results: [KillTrial.Result] = []
        for (number, moment) in moments.enumerated() where number % servers == index {
          results.append(
            try KillTrial(moment, session: "session-\(number)", on: server, by: client).run())
        }
        for place in results.indices {
          guard let stream = results[place].stream, stream.state != "failed" else { continue }
          let replay = try client.replay(stream.name)
          results[place].findings.check(replay.frames == stream.frames, "a later kill changed the stream")
        }
        return results
      }
    }
  }
}

import HoldfastModel
import Testing

extension RealProcesses {
  @Suite("P2: readers at different places of a killed stream") struct ReadersTests {
    /// Goes on for far longer than it takes three readers to come to their places.
    private static let long = Script().answering(
      nil, [Script.text("word {n} ", repeat: 2_000, every: "0.05"), Script.finish])

    @Test("All of them come back to the same bytes", .timeLimit(.minutes(1)))
    func resumeFromDifferentPlaces() async throws {
      let findings = try await onThread {
        let server = try ServerProcess(scenario: Self.long)
        return try server.explained { try Self.killWithThreeReaders(server) }
      }
      #expect(findings.faults.isEmpty, "\(findings.text)")
    }

    private static func killWithThreeReaders(_ server: ServerProcess) throws -> Findings {
      var findings = Findings()
      try server.start()
      let client = try ChatClient(of: server)
      let first = try client.start("session", "question", "Tell me everything.")
      try first.read { $0.frames.count >= 4 }
      let second = try client.resume("session", after: nil)
      try second.read { $0.frames.count >= first.frames.count + 10 }
      let cursor = try #require(first.frames[2].id).map { Character(Unicode.Scalar($0)) }
      let third = try client.resume("session", after: String(cursor))
      try third.read { $0.frames.count >= 9 }
      // What the system still holds for a reader is lost with its connection: each knows only what it has read.
      server.kill9()
      try server.start()

      var streams: [[Frame]] = []
      for (name, reading) in [("first", first), ("second", second), ("third", third)] {
        findings.add(reading.findingsAtCut, of: name)
        let rest = try client.resume("session", after: reading.cursor)
        try rest.readToEnd()
        findings.add(try rest.findingsAtEnd, of: name)
        streams.append(reading.frames + rest.frames)
      }
      findings.check(first.frames.count < second.frames.count, "the first two readers were at the same place")
      findings.check(streams[0] == streams[1], "the second reader has other frames than the first")
      findings.check(streams[2] == Array(streams[0].dropFirst(3)), "the third reader has other frames")
      let stream = WholeStream(frames: streams[0])
      findings.equal(stream.state, "interrupted", "state")
      findings.add(
        try KeptStream.findings(of: stream, session: "session", message: "question", by: client), of: "kept")
      return findings
    }
  }
}

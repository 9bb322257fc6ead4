import HoldfastTesting
import Testing

@Suite("Fault proxy: answers in place of the server", .timeLimit(.minutes(1)))
struct FaultProxyAnswersTests {
  @Test func `the request that is meant is answered, the server never gets it, and the connection goes on`()
    async throws
  {
    try await withEcho { server, proxy in
      let link = try await TestLink.connect(to: proxy.port)
      await proxy.answerNextRequest(containing: "commit", with: "-ERR no".utf8)
      let before = try await link.echo("insert ")
      #expect(before == "insert ")
      try await link.send("COMMIT ")
      let answer = try await link.read(7)
      #expect(answer == "-ERR no")
      #expect(await proxy.answeredRequests == 1)
      let after = try await link.echo("commit")
      #expect(after == "commit")
      #expect(server.text == "insert commit")
    }
  }

  @Test func `answers add up, any request fits no text, and healing takes them back`() async throws {
    try await withEcho { server, proxy in
      let link = try await TestLink.connect(to: proxy.port)
      await proxy.answerNextRequest(containing: "b", with: "two".utf8)
      await proxy.answerNextRequest(with: "one".utf8, count: 2)
      for (request, expected) in [("a", "one"), ("b", "two"), ("c", "one")] {
        try await link.send(request)
        let answer = try await link.read(3)
        #expect(answer == expected)
      }
      await proxy.answerNextRequest(with: "one".utf8)
      try await proxy.heal()
      let answer = try await link.echo("d")
      #expect(answer == "d")
      #expect(server.text == "d")
      #expect(await proxy.answeredRequests == 3)
    }
  }

  @Test func `the answer comes as late as one of the server's`() async throws {
    try await withEcho { _, proxy in
      let link = try await TestLink.connect(to: proxy.port)
      _ = try await link.echo("x")
      await proxy.change(.toClient) { $0.latency = .milliseconds(120) }
      await proxy.answerNextRequest(with: "late".utf8)
      let start = ContinuousClock.now
      let answer = try await link.echo("y...")
      #expect(answer == "late")
      #expect(ContinuousClock.now - start >= .milliseconds(120))
    }
  }
}

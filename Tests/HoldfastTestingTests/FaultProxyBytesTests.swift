import HoldfastTesting
import Testing

@Suite("Fault proxy: what happens to bytes", .timeLimit(.minutes(1)))
struct FaultProxyBytesTests {
  private let clock = ContinuousClock()

  @Test func `without a fault all bytes pass, both ways`() async throws {
    try await withEcho { _, proxy in
      let link = try await TestLink.connect(to: proxy.port)
      // More than is held at once: reading goes on as room is made.
      let text = String(repeating: "0123456789abcdef", count: 200_000)
      let whole = try await link.echo(text)
      #expect(whole == text)
      await link.close()
      let isForgotten = try await happensEventually { await proxy.openConnections == 0 }
      #expect(isForgotten)
    }
  }

  @Test(arguments: LinkDirection.allCases)
  func `latency holds every byte back, also on a connection that is open`(direction: LinkDirection)
    async throws
  {
    try await withEcho { _, proxy in
      let link = try await TestLink.connect(to: proxy.port)
      _ = try await link.echo("before")
      await proxy.change(direction) { $0.latency = .milliseconds(120) }
      let start = clock.now
      let answer = try await link.echo("after")
      #expect(answer == "after")
      #expect(clock.now - start >= .milliseconds(120))
    }
  }

  @Test func `jitter varies the latency and keeps the order`() async throws {
    try await withEcho { _, proxy in
      await proxy.change(.toClient) { $0.jitter = .milliseconds(200) }
      let link = try await TestLink.connect(to: proxy.port)
      var times: [Duration] = []
      for _ in 0..<10 {
        let start = clock.now
        _ = try await link.echo("x")
        times.append(clock.now - start)
      }
      let (least, most) = (try #require(times.min()), try #require(times.max()))
      #expect(most - least > .milliseconds(50))
      // A second on average; the seed decides.
      #expect(times.reduce(.zero, +) > .milliseconds(600))
      let digits = (0..<100).map { String($0 % 10) }
      for digit in digits { try await link.send(digit) }
      let answer = try await link.read(100)
      #expect(answer == digits.joined())
    }
  }

  @Test func `bandwidth bounds what passes in a second`() async throws {
    try await withEcho { _, proxy in
      await proxy.change(.toServer) { $0.bytesPerSecond = 100_000 }
      let link = try await TestLink.connect(to: proxy.port)
      let start = clock.now
      let answer = try await link.echo(String(repeating: "x", count: 30_000))
      #expect(answer.utf8.count == 30_000)
      #expect(clock.now - start >= .milliseconds(270))
    }
  }

  @Test func `slices arrive one by one`() async throws {
    try await withEcho { _, proxy in
      await proxy.change(.toClient) {
        $0.sliceSize = 2
        $0.slicePause = .milliseconds(10)
      }
      let link = try await TestLink.connect(to: proxy.port)
      try await link.send("0123456789")
      var reads: [String] = []
      while reads.joined().utf8.count < 10, let next = try await link.read() { reads.append(next) }
      #expect(reads.joined() == "0123456789")
      #expect(reads.count > 1)
    }
  }

  @Test func `what one direction drops is lost, and the other goes on`() async throws {
    try await withEcho { server, proxy in
      let link = try await TestLink.connect(to: proxy.port)
      await proxy.change(.toClient) { $0.isDropping = true }
      try await link.send("lost")
      let hasArrived = try await happensEventually { server.text == "lost" }
      #expect(hasArrived)
      // The echo has gone the same way by the time that another one comes back through the server.
      let other = try await TestLink.connect(to: server.port)
      _ = try await other.echo("-")
      try await proxy.heal()
      let answer = try await link.echo("kept")
      #expect(answer == "kept")
    }
  }

  @Test(arguments: LinkDirection.allCases)
  func `what is paused is held back and comes when it goes on`(direction: LinkDirection) async throws {
    try await withEcho { _, proxy in
      let link = try await TestLink.connect(to: proxy.port)
      await proxy.change(direction) { $0.isPaused = true }
      try await link.send("held")
      let start = clock.now
      async let resumed: Void = {
        try await Task.sleep(for: .milliseconds(100))
        await proxy.change(direction) { $0.isPaused = false }
      }()
      let answer = try await link.read(4)
      #expect(answer == "held")
      #expect(clock.now - start >= .milliseconds(90))
      try await resumed
    }
  }
}

import HoldfastTesting
import NIOCore
import Testing

@Suite("Fault proxy: what happens to connections", .timeLimit(.minutes(1)))
struct FaultProxyEndsTests {
  @Test(arguments: LinkDirection.allCases)
  func `a connection is cut after so many bytes of one direction`(direction: LinkDirection) async throws {
    try await withEcho { server, proxy in
      let link = try await TestLink.connect(to: proxy.port)
      _ = try await link.echo("before")
      await proxy.change(direction) { $0.cutAfter = 3 }
      try await link.send("012345")
      switch direction {
      case .toServer:
        let rest = try? await link.read(6)
        #expect(rest == nil || rest == "" || rest == "012")
        let hasArrived = try await happensEventually { server.text == "before012" }
        #expect(hasArrived, "\(server.text)")
      case .toClient:
        let rest = try await link.read(6)
        #expect(rest == "012")
        #expect(server.text == "before012345")
      }
    }
  }

  @Test func `a reset is an error and no end`() async throws {
    try await withEcho { _, proxy in
      let link = try await TestLink.connect(to: proxy.port)
      _ = try await link.echo("x")
      await proxy.reset()
      let error = await #expect(throws: IOError.self) { _ = try await link.read() }
      #expect(error?.errnoCode == 104)
      #expect(await proxy.openConnections == 0)
    }
  }

  @Test func `while it refuses nobody listens, and afterwards the port is the same`() async throws {
    try await withEcho { _, proxy in
      let link = try await TestLink.connect(to: proxy.port)
      _ = try await link.echo("x")
      try await proxy.goDown(.refusing)
      let end = try? await link.read()
      #expect(end == nil)
      await #expect(throws: (any Error).self) { _ = try await TestLink.connect(to: proxy.port) }
      try await proxy.comeUp()
      let next = try await TestLink.connect(to: proxy.port)
      let answer = try await next.echo("y")
      #expect(answer == "y")
    }
  }

  @Test func `while it closes a connection ends as soon as it is made`() async throws {
    try await withEcho { _, proxy in
      try await proxy.goDown(.closing)
      let link = try await TestLink.connect(to: proxy.port)
      let end = try? await link.read()
      #expect(end == nil)
      #expect(await proxy.acceptedConnections == 1)
      try await proxy.heal()
      let answer = try await TestLink.connect(to: proxy.port).echo("y")
      #expect(answer == "y")
    }
  }

  @Test func `an end is passed on after its bytes, and later when it is slow`() async throws {
    try await withEcho { _, proxy in
      await proxy.change(.toClient) { $0.closeDelay = .milliseconds(120) }
      let link = try await TestLink.connect(to: proxy.port)
      let start = ContinuousClock.now
      let answer = try await link.echo("q")
      #expect(answer == "q")
      let end = try await link.read()
      #expect(end == nil)
      #expect(ContinuousClock.now - start >= .milliseconds(120))
    }
  }

  @Test func `a swallowed reply is lost after the server has got the request`() async throws {
    try await withEcho { server, proxy in
      let link = try await TestLink.connect(to: proxy.port)
      await proxy.swallowNextReply(toRequestWith: "commit")
      let first = try await link.echo("insert ")
      #expect(first == "insert ")
      try await link.send("COMMIT")
      let end = try? await link.read()
      #expect(end == nil)
      #expect(server.text == "insert COMMIT")
      #expect(await proxy.swallowedReplies == 1)
      let again = try await TestLink.connect(to: proxy.port).echo("commit")
      #expect(again == "commit")
    }
  }

  @Test func `a server that is not there resets the client`() async throws {
    let server = try await EchoServer.start()
    await server.close()
    try await withFaultProxy(to: server.port) { proxy in
      // The reset may come while the client still connects; an orderly end would be no error at all.
      _ = await #expect(throws: (any Error).self) {
        _ = try await TestLink.connect(to: proxy.port).read()
      }
    }
  }
}

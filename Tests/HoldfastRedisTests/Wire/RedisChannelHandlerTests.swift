#if Redis
  import HoldfastRedis
  import NIOCore
  import NIOEmbedded
  import Testing

  @Suite struct RedisChannelHandlerTests {
    private let channel = EmbeddedChannel()
    private static let ping = RedisCommand("PING", effect: .read)
    private static let pingBytes = "*1\r\n$4\r\nPING\r\n"

    private func open(
      maximumCalls: Int = 8, onPush: ((RedisValue) -> Void)? = nil
    ) throws -> RedisChannelHandler {
      let handler = RedisChannelHandler(maximumCalls: maximumCalls, onPush: onPush)
      try channel.pipeline.syncOperations.addHandler(handler)
      try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
      return handler
    }

    private func send(
      _ commands: [RedisCommand], by handler: RedisChannelHandler, deadline: NIODeadline = .distantFuture
    ) -> EventLoopFuture<[RedisValue]> {
      let promise = channel.eventLoop.makePromise(of: [RedisValue].self)
      handler.send(RedisRequest(commands, deadline: deadline, promise: promise))
      return promise.futureResult
    }

    private func outbound() throws -> [String] {
      var texts: [String] = []
      while let buffer = try channel.readOutbound(as: ByteBuffer.self) {
        texts.append(String(buffer: buffer))
      }
      return texts
    }

    @Test func `many calls of one tick are one write, and get their own replies`() throws {
      let handler = try open()
      let futures = (0..<5).map { _ in send([Self.ping], by: handler) }
      #expect(try outbound() == [])
      channel.embeddedEventLoop.run()
      #expect(try outbound() == [String(repeating: Self.pingBytes, count: 5)])
      try channel.writeInbound(ByteBuffer(string: ":0\r\n:1\r\n:2\r\n:3\r\n:4\r\n"))
      for (number, future) in futures.enumerated() {
        let values = try future.wait()
        #expect(values == [.integer(number)])
      }
    }

    @Test func `a request of several commands gets all their replies`() throws {
      let handler = try open()
      let future = send([Self.ping, Self.ping], by: handler)
      channel.embeddedEventLoop.run()
      try channel.writeInbound(ByteBuffer(string: "+A\r\n"))
      try channel.writeInbound(ByteBuffer(string: "-ERR b\r\n"))
      let values = try future.wait()
      #expect(values == [.status("A"), .error(RedisErrorReply("ERR b"))])
    }

    @Test func `one call more than may wait is not sent`() throws {
      let handler = try open(maximumCalls: 2)
      let futures = (0..<3).map { _ in send([Self.ping], by: handler) }
      channel.embeddedEventLoop.run()
      #expect(throws: RedisCallFailure.notSent(.tooManyCalls)) { try futures[2].wait() }
      try channel.writeInbound(ByteBuffer(string: ":0\r\n:1\r\n"))
      let first = try futures[0].wait()
      #expect(first == [.integer(0)])
    }

    @Test func `when the connection ends, what was sent is lost and what was not is not`() throws {
      let handler = try open()
      let sent = send([Self.ping], by: handler)
      channel.embeddedEventLoop.run()
      let unsent = send([Self.ping], by: handler)
      channel.close(promise: nil)
      #expect(throws: RedisCallFailure.lost) { try sent.wait() }
      #expect(throws: RedisCallFailure.notSent(.noConnection)) { try unsent.wait() }
      let after = send([Self.ping], by: handler)
      #expect(throws: RedisCallFailure.notSent(.noConnection)) { try after.wait() }
    }

    @Test func `a call that is not answered in time ends the connection`() throws {
      let handler = try open()
      let late = send([Self.ping], by: handler, deadline: .now() + .milliseconds(20))
      let behind = send([Self.ping], by: handler)
      channel.embeddedEventLoop.run()
      let end = NIODeadline.now() + .milliseconds(30)
      while NIODeadline.now() < end {}
      channel.embeddedEventLoop.advanceTime(to: end)
      #expect(throws: RedisCallFailure.late) { try late.wait() }
      #expect(throws: RedisCallFailure.lost) { try behind.wait() }
      #expect(!channel.isActive)
    }

    @Test func `a reply that nobody asked for ends the connection, but for a subscription`() throws {
      _ = try open()
      try channel.writeInbound(ByteBuffer(string: "+OK\r\n"))
      #expect(!channel.isActive)
    }

    @Test func `garbage ends the connection`() throws {
      let handler = try open()
      let future = send([Self.ping], by: handler)
      channel.embeddedEventLoop.run()
      try channel.writeInbound(ByteBuffer(string: "HTTP/1.1 200 OK\r\n"))
      #expect(throws: RedisCallFailure.lost) { try future.wait() }
      #expect(!channel.isActive)
    }
  }
#endif

#if Redis
  import NIOCore
  import NIOPosix
  import NIOSSL

  /// A connection that is ready for calls: authenticated, with its database chosen.
  struct RedisConnection: Sendable {
    private let channel: any Channel
    private let handler: NIOLoopBound<RedisChannelHandler>

    var isActive: Bool { channel.isActive }
    var closeFuture: EventLoopFuture<Void> { channel.closeFuture }

    /// Connects.
    ///
    /// The future fails with a ``RedisCallFailure``, and nothing is left open then.
    ///
    /// - Parameters:
    ///   - onPush: Gets replies that nobody asked for, on the event loop.
    static func connect(
      to address: RedisAddress, configuration: RedisConfiguration, tls: NIOSSLContext?,
      on eventLoop: any EventLoop,
      onPush: (@Sendable (RedisValue) -> Void)? = nil
    ) -> EventLoopFuture<RedisConnection> {
      let limits = configuration.limits
      return ClientBootstrap(group: eventLoop)
        .connectTimeout(TimeAmount(limits.connectTimeout))
        .channelOption(.tcpOption(.tcp_nodelay), value: 1)
        .channelOption(.socketOption(.so_keepalive), value: 1)
        .channelInitializer { channel in
          channel.eventLoop.makeCompletedFuture {
            let pipeline = channel.pipeline.syncOperations
            if let tls {
              // A name is needed for verifying, and must not be a number.
              let name = address.isNumeric ? nil : address.host
              try pipeline.addHandler(NIOSSLClientHandler(context: tls, serverHostname: name))
            }
            try pipeline.addHandler(
              RedisChannelHandler(maximumCalls: limits.maximumCallsInFlight, onPush: onPush))
          }
        }
        .connect(host: address.host, port: address.port)
        .flatMapErrorThrowing { _ in throw RedisCallFailure.notSent(.noConnection) }
        .flatMap { channel in Self.greet(on: channel, configuration: configuration) }
    }

    private static func greet(
      on channel: any Channel, configuration: RedisConfiguration
    ) -> EventLoopFuture<RedisConnection> {
      channel.eventLoop.makeCompletedFuture {
        let handler = try channel.pipeline.syncOperations.handler(type: RedisChannelHandler.self)
        return RedisConnection(
          channel: channel, handler: NIOLoopBound(handler, eventLoop: channel.eventLoop))
      }.flatMap { connection in
        let deadline = NIODeadline.now() + TimeAmount(configuration.limits.connectTimeout)
        return connection.send(configuration.greeting, deadline: deadline).flatMapThrowing { replies in
          for case .error(let error) in replies where !configuration.tolerates(error) {
            throw RedisCallFailure.notSent(.refused(error))
          }
          return connection
        }
      }.flatMapErrorThrowing { error in
        channel.close(promise: nil)
        // Whatever became of the greeting, no call of anybody's was sent.
        if case .some(.notSent) = error as? RedisCallFailure { throw error }
        throw RedisCallFailure.notSent(.noConnection)
      }
    }

    /// Sends commands in one piece; the future has as many values, or fails with a ``RedisCallFailure``.
    func send(_ commands: [RedisCommand], deadline: NIODeadline) -> EventLoopFuture<[RedisValue]> {
      send(commands, expectingReplies: true, deadline: deadline)
    }

    /// Sends commands whose replies come as pushes.
    func push(_ commands: [RedisCommand]) {
      _ = send(commands, expectingReplies: false, deadline: .distantFuture)
    }

    private func send(
      _ commands: [RedisCommand], expectingReplies: Bool, deadline: NIODeadline
    ) -> EventLoopFuture<[RedisValue]> {
      let promise = channel.eventLoop.makePromise(of: [RedisValue].self)
      let request = RedisRequest(
        commands, expectingReplies: expectingReplies, deadline: deadline, promise: promise)
      channel.eventLoop.execute { handler.value.send(request) }
      return promise.futureResult
    }

    /// Ends the connection; those who wait get `lost`.
    func close() { channel.close(promise: nil) }
  }
#endif

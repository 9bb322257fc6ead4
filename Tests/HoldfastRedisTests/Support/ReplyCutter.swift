#if Redis
  import NIOCore
  import NIOPosix
  import Synchronization

  /// A relay in front of a server that can lose a reply: what was sent has happened, and nobody is told.
  final class ReplyCutter: Sendable {
    private let cuts = Mutex(false)
    private let listener = Mutex<(any Channel)?>(nil)

    /// Where it listens.
    let port: Int

    /// Listens, on this machine alone.
    static func start(before serverPort: Int) async throws -> ReplyCutter {
      let cutter = Mutex<ReplyCutter?>(nil)
      let group = MultiThreadedEventLoopGroup.singleton
      let channel = try await ServerBootstrap(group: group)
        .childChannelInitializer { client in
          ClientBootstrap(group: client.eventLoop).connect(host: "127.0.0.1", port: serverPort)
            .flatMapThrowing { server in
              try client.pipeline.syncOperations.addHandler(Forwarder(to: server) { false })
              try server.pipeline.syncOperations.addHandler(
                Forwarder(to: client) { cutter.withLock { $0 }?.takeCut() ?? false })
            }
        }
        .bind(host: "127.0.0.1", port: 0).get()
      let made = ReplyCutter(port: channel.localAddress?.port ?? 0)
      made.listener.withLock { $0 = channel }
      cutter.withLock { $0 = made }
      return made
    }

    private init(port: Int) { self.port = port }

    /// Its URL.
    var url: String { "redis://127.0.0.1:\(port)/0" }

    /// Loses the next reply, with its connection.
    func cutNextReply() { cuts.withLock { $0 = true } }

    /// Whether a reply is still to be lost.
    var isWaiting: Bool { cuts.withLock { $0 } }

    /// Stops listening.
    func stop() { listener.withLock { $0 }?.close(promise: nil) }

    private func takeCut() -> Bool {
      cuts.withLock { cuts in
        defer { cuts = false }
        return cuts
      }
    }

    /// Hands what comes from one side to the other.
    private final class Forwarder: ChannelInboundHandler {
      typealias InboundIn = ByteBuffer

      private let other: any Channel
      private let isCut: () -> Bool

      init(to other: any Channel, isCut: @escaping () -> Bool) {
        self.other = other
        self.isCut = isCut
      }

      func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if isCut() {
          context.close(promise: nil)
        } else {
          other.writeAndFlush(unwrapInboundIn(data), promise: nil)
        }
      }

      func channelInactive(context: ChannelHandlerContext) { other.close(promise: nil) }
    }
  }
#endif

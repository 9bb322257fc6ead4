import NIOCore
import NIOPosix
import Synchronization

/// A server that sends back what it gets, and closes a connection on which it gets a `q`.
final class EchoServer: Sendable {
  private let listener: any Channel
  private let received: ReceivedBytes

  private init(listener: any Channel, received: ReceivedBytes) {
    self.listener = listener
    self.received = received
  }

  static func start() async throws -> EchoServer {
    let received = ReceivedBytes()
    let listener = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(EchoHandler(received))
        }
      }
      .bind(host: "127.0.0.1", port: 0).get()
    return EchoServer(listener: listener, received: received)
  }

  var port: Int { listener.localAddress?.port ?? 0 }

  /// All that has arrived, on all connections.
  var text: String { received.text }

  func close() async { try? await listener.close() }
}

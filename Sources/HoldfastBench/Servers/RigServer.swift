package import NIOCore
import NIOPosix

/// A server of the rig, with nothing behind it: the scripted upstream, or the floor that no server can be faster than.
///
/// One thread, no log, no store: it writes the bytes of a script as soon as they are due.
package final class RigServer: Sendable {
  /// The port that it listens on, of 127.0.0.1.
  package let port: Int
  private let listener: any Channel

  /// Starts a server.
  ///
  /// - Parameters:
  ///   - port: Where to listen; 0 takes a free one.
  ///   - loop: What everything runs on.
  /// - Throws: What binding the port threw.
  package init(_ format: FrameFormat, port: Int, on loop: any EventLoop) async throws {
    let streams = NIOLoopBoundBox.makeBoxSendingValue(RigStreams(format: format), eventLoop: loop)
    listener = try await ServerBootstrap(group: loop)
      .serverChannelOption(.backlog, value: 16_384)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(RigHandler(streams.value))
        }
      }
      .bind(host: "127.0.0.1", port: port).get()
    self.port = listener.localAddress?.port ?? port
  }

  /// Runs until it is closed.
  package func run() async throws { try await listener.closeFuture.get() }

  /// Listens no more.
  package func close() async { try? await listener.close() }
}

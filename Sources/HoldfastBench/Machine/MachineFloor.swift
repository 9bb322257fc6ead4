import Foundation
package import NIOCore
import NIOPosix

/// What the machine itself takes for what no server can avoid: a round trip over loopback, and a sync of the disk.
package enum MachineFloor {
  /// What was measured.
  package struct Result: Sendable {
    package var echo: LatencyHistogram
    package var sync: LatencyHistogram
  }

  /// Measures.
  ///
  /// - Parameters:
  ///   - directory: Where the data of the server is: the sync is that of its disk.
  ///   - loop: What the echo runs on: the client's loop of the other measurements.
  package static func measure(directory: String, count: Int, on loop: any EventLoop) async throws -> Result {
    Result(
      echo: try await echo(count, on: loop), sync: try await syncs(count, in: directory))
  }

  private static func echo(_ count: Int, on loop: any EventLoop) async throws -> LatencyHistogram {
    let server = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    let listener = try await ServerBootstrap(group: server)
      .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(EchoHandler())
        }
      }
      .bind(host: "127.0.0.1", port: 0).get()
    let done = loop.makePromise(of: LatencyHistogram.self)
    let port = listener.localAddress?.port ?? 0
    let client = try await ClientBootstrap(group: loop)
      .channelOption(.tcpOption(.tcp_nodelay), value: 1)
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(EchoClientHandler(count, done: done))
        }
      }
      .connect(host: "127.0.0.1", port: port).get()
    let histogram = try await done.futureResult.get()
    try? await client.close()
    try? await listener.close()
    try await server.shutdownGracefully()
    return histogram
  }

  /// Appends of 300 bytes, each synced.
  private static func syncs(_ count: Int, in directory: String) async throws -> LatencyHistogram {
    try await withCheckedThrowingContinuation { continuation in
      Thread.detachNewThread {
        continuation.resume(with: Swift.Result { try syncsBlocking(count, in: directory) })
      }
    }
  }

  private static func syncsBlocking(_ count: Int, in directory: String) throws -> LatencyHistogram {
    let path = "\(directory)/floor-\(MonotonicTime.now())"
    let file = open(path, O_CREAT | O_WRONLY | O_APPEND, 0o600)
    guard file >= 0 else { throw LoadError("\(directory) cannot be written to") }
    defer {
      close(file)
      unlink(path)
    }
    var histogram = LatencyHistogram()
    let bytes = [UInt8](repeating: 120, count: 300)
    for _ in 0..<count {
      let start = MonotonicTime.now()
      guard write(file, bytes, bytes.count) == bytes.count, syncData(file) == 0 else {
        throw LoadError("\(path) could not be written")
      }
      histogram.record(MonotonicTime.now() - start)
    }
    return histogram
  }

  private static func syncData(_ file: Int32) -> Int32 {
    #if canImport(Darwin)
      fsync(file)
    #else
      fdatasync(file)
    #endif
  }
}

/// Sends back what it gets.
private final class EchoHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer

  func channelRead(context: ChannelHandlerContext, data: NIOAny) { context.writeAndFlush(data, promise: nil) }
}

/// Sends a message, waits for it to come back, and sends the next one.
private final class EchoClientHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer

  private let count: Int
  private let done: EventLoopPromise<LatencyHistogram>
  private var histogram = LatencyHistogram()
  private var sentAt: Int64 = 0
  private let message = ByteBuffer(repeating: 120, count: 200)

  init(_ count: Int, done: EventLoopPromise<LatencyHistogram>) {
    self.count = count
    self.done = done
  }

  func channelActive(context: ChannelHandlerContext) { send(context) }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    histogram.record(MonotonicTime.now() - sentAt)
    if histogram.count < count { send(context) } else { done.succeed(histogram) }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { done.fail(error) }

  func channelInactive(context: ChannelHandlerContext) { done.fail(LoadError("the echo was closed")) }

  private func send(_ context: ChannelHandlerContext) {
    sentAt = MonotonicTime.now()
    context.writeAndFlush(NIOAny(message), promise: nil)
  }
}

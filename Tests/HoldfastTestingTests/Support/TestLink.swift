import NIOCore
import NIOPosix

/// A client's connection, as it looks from outside.
final class TestLink {
  private let channel: any Channel
  private var reads: AsyncThrowingStream<String, any Error>.Iterator

  private init(channel: any Channel, reads: AsyncThrowingStream<String, any Error>) {
    self.channel = channel
    self.reads = reads.makeAsyncIterator()
  }

  static func connect(to port: Int) async throws -> TestLink {
    let (reads, continuation) = AsyncThrowingStream<String, any Error>.makeStream()
    let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(TestLinkHandler(continuation))
        }
      }
      .connect(host: "127.0.0.1", port: port).get()
    return TestLink(channel: channel, reads: reads)
  }

  func send(_ text: String) async throws { try await channel.writeAndFlush(ByteBuffer(string: text)) }

  /// What one read brought; `nil` at the end.
  func read() async throws -> String? { try await reads.next(isolation: #isolation) }

  /// So many bytes; less only at the end.
  func read(_ count: Int) async throws -> String {
    var text = ""
    while text.utf8.count < count, let next = try await read() { text += next }
    return text
  }

  /// The answer to a text.
  func echo(_ text: String) async throws -> String {
    try await send(text)
    return try await read(text.utf8.count)
  }

  func close() async { try? await channel.close() }
}

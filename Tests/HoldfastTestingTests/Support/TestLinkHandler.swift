import NIOCore

/// Hands on what a client gets: reads, the end, or the error in place of the end.
final class TestLinkHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer

  private let reads: AsyncThrowingStream<String, any Error>.Continuation

  init(_ reads: AsyncThrowingStream<String, any Error>.Continuation) { self.reads = reads }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    reads.yield(String(buffer: unwrapInboundIn(data)))
  }

  func channelInactive(context: ChannelHandlerContext) { reads.finish() }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    reads.finish(throwing: error)
    context.close(promise: nil)
  }
}

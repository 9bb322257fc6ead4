import NIOCore

/// Sends back what it gets, up to a `q`.
final class EchoHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private let received: ReceivedBytes

  init(_ received: ReceivedBytes) { self.received = received }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let bytes = unwrapInboundIn(data)
    received.add(bytes)
    context.writeAndFlush(data, promise: nil)
    if bytes.readableBytesView.contains(UInt8(ascii: "q")) { context.close(promise: nil) }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}

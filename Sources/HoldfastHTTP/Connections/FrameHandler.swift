import NIOCore

/// Writes frames to a connection below the encoder of answers, and tells when the client takes more.
///
/// An answer of frames is in chunks, and a chunk is framed once for all who read it: what comes here is bytes as they go
/// over the wire. It stands beside ``WriteDeadlineHandler``, which sees every byte of it.
final class FrameHandler: ChannelInboundHandler {
  typealias InboundIn = Any
  typealias OutboundOut = IOData

  private var context: ChannelHandlerContext?
  /// Told when the client takes more.
  var onWritable: (() -> Void)?

  /// Whether the client takes more now.
  var isWritable: Bool { context?.channel.isWritable ?? false }

  func handlerAdded(context: ChannelHandlerContext) { self.context = context }

  func handlerRemoved(context: ChannelHandlerContext) {
    self.context = nil
    onWritable = nil
  }

  func channelWritabilityChanged(context: ChannelHandlerContext) {
    if context.channel.isWritable { onWritable?() }
    context.fireChannelWritabilityChanged()
  }

  /// Writes a chunk that is framed.
  func write(_ chunk: ByteBuffer) {
    context?.writeAndFlush(wrapOutboundOut(.byteBuffer(chunk)), promise: nil)
  }

  /// Some bytes as one chunk of an answer; see RFC 9112, section 7.1.
  static func chunk(of bytes: [UInt8]) -> ByteBuffer {
    var buffer = ByteBuffer()
    buffer.reserveCapacity(bytes.count + 12)
    buffer.writeString(String(bytes.count, radix: 16))
    buffer.writeStaticString("\r\n")
    buffer.writeBytes(bytes)
    buffer.writeStaticString("\r\n")
    return buffer
  }
}

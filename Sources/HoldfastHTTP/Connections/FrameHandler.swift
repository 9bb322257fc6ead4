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
  /// Told when the client has gone, or has ended its side.
  var onClosed: (() -> Void)?
  /// Whether it has.
  private(set) var isClosed = false

  /// Whether the client takes more now.
  var isWritable: Bool { context?.channel.isWritable ?? false }

  func handlerAdded(context: ChannelHandlerContext) { self.context = context }

  func handlerRemoved(context: ChannelHandlerContext) {
    self.context = nil
    close()
  }

  func channelInactive(context: ChannelHandlerContext) {
    close()
    context.fireChannelInactive()
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    // A client that ends its side reads no more either: none that speaks HTTP does one without the other.
    if case .inputClosed? = event as? ChannelEvent { close() }
    context.fireUserInboundEventTriggered(event)
  }

  func channelWritabilityChanged(context: ChannelHandlerContext) {
    if context.channel.isWritable { onWritable?() }
    context.fireChannelWritabilityChanged()
  }

  private func close() {
    isClosed = true
    onWritable = nil
    defer { onClosed = nil }
    onClosed?()
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

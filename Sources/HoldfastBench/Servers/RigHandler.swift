import NIOCore

/// One connection of a ``RigServer``.
final class RigHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private let streams: RigStreams
  private var parser = HTTPRequestParser()
  private var waiting: [HTTPRequestParser.Request] = []
  private var current: TokenStream?

  init(_ streams: RigStreams) { self.streams = streams }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    do { waiting += try parser.feed(unwrapInboundIn(data).readableBytesView) } catch {
      return context.close(promise: nil)
    }
    answerNext(context)
  }

  func channelWritabilityChanged(context: ChannelHandlerContext) {
    if context.channel.isWritable { current?.goOn(context) }
    context.fireChannelWritabilityChanged()
  }

  func channelInactive(context: ChannelHandlerContext) {
    current?.remove(context)
    current = nil
    context.fireChannelInactive()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

  private func answerNext(_ context: ChannelHandlerContext) {
    guard current == nil, !waiting.isEmpty else { return }
    let request = waiting.removeFirst()
    guard let stream = streams.stream(for: request, on: context.eventLoop) else {
      let answer = "HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n"
      context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: answer)), promise: nil)
      return answerNext(context)
    }
    current = stream.value
    let head = """
      HTTP/1.1 200 OK\r
      content-type: text/event-stream\r
      cache-control: no-cache\r
      transfer-encoding: chunked\r
      \r

      """
    context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: head)), promise: nil)
    stream.value.add(context) {
      self.current = nil
      self.answerNext(context)
    }
    if stream.isNew { stream.value.begin() }
  }
}

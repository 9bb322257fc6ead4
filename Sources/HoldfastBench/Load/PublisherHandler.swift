import NIOCore

/// Publishes the tokens of a script to channels, over one connection that is kept, and counts the answers.
final class PublisherHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  /// How many requests may be without an answer when they are made as fast as they are taken.
  private static let inFlight = 64

  private let script: BenchScript
  private let channels: [String]
  private let host: String
  private let done: EventLoopPromise<Void>
  private var parser = HTTPResponseParser()
  private var index = 0
  /// The channel whose turn it is, of those that have their turns within a gap.
  private var turn = 0
  private var open = 0
  private var failed = 0

  init(_ script: BenchScript, to channels: [String], host: String, done: EventLoopPromise<Void>) {
    self.script = script
    self.channels = channels
    self.host = host
    self.done = done
  }

  func channelActive(context: ChannelHandlerContext) { publish(context, startedAt: .now()) }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    do {
      try unwrapInboundIn(data).withUnsafeReadableBytes { bytes in
        try parser.feed(bytes) { part in
          switch part {
          case .head(let status, _): if status >= 300 { failed += 1 }
          case .body: break
          case .end: open -= 1
          }
        }
      }
    } catch { return done.fail(error) }
    if failed > 0 { return done.fail(LoadError("the server refused to publish")) }
    if script.gapMilliseconds == 0 { publishAll(context) }
    if index == script.tokens, open == 0 { done.succeed() }
  }

  func channelInactive(context: ChannelHandlerContext) {
    done.fail(LoadError("the publisher's connection was closed"))
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { done.fail(error) }

  private func publish(_ context: ChannelHandlerContext, startedAt start: NIODeadline) {
    guard script.gapMilliseconds > 0 else { return publishAll(context) }
    guard index < script.tokens else { return }
    // The channels are spread over the gap, so that they do not all speak at once.
    let gap = script.gapMilliseconds * 1e6
    let share = gap / Double(channels.count)
    let elapsed = Double((NIODeadline.now() - start).nanoseconds)
    while index < script.tokens, Double(index) * gap + Double(turn) * share <= elapsed {
      context.write(wrapOutboundOut(request(for: channels[turn])), promise: nil)
      open += 1
      turn += 1
      if turn == channels.count { (turn, index) = (0, index + 1) }
    }
    context.flush()
    let next = start + .nanoseconds(Int64(Double(index) * gap + Double(turn) * share))
    context.eventLoop.assumeIsolated().scheduleTask(deadline: next) {
      self.publish(context, startedAt: start)
    }
  }

  private func publishAll(_ context: ChannelHandlerContext) {
    var isNew = false
    while open < Self.inFlight, index < script.tokens {
      for channel in channels {
        context.write(wrapOutboundOut(request(for: channel)), promise: nil)
        open += 1
      }
      index += 1
      isNew = true
    }
    if isNew { context.flush() }
  }

  private func request(for channel: String) -> ByteBuffer {
    var body = Array(#"{"type":"text-delta","id":"0","delta":""#.utf8)
    script.append(token: index, to: &body)
    body += Array("\"}".utf8)
    var buffer = ByteBuffer()
    buffer.writeString(
      "POST /pub/\(channel) HTTP/1.1\r\nhost: \(host)\r\ncontent-length: \(body.count)\r\n\r\n")
    buffer.writeBytes(body)
    return buffer
  }
}

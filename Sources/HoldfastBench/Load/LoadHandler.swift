import NIOCore

/// One request on one connection, and its answer.
final class LoadHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  /// What is asked, and how the answer is taken.
  struct Plan: Sendable {
    var request: ByteBuffer
    /// Whether the body is kept, to be compared with others.
    var keepsBody = false
    /// A token after which no more is read, as a client that has stalled.
    var stallsAfter: Int?
    /// A token after which the connection is dropped.
    var vanishesAfter: Int?
  }

  private let plan: Plan
  private let tally: LoadTally
  private let began: EventLoopPromise<LoadAnswer>?
  private let ended: EventLoopPromise<LoadAnswer>
  private var parser = HTTPResponseParser()
  private var scanner = StampScanner()
  private var answer = LoadAnswer()
  private var sentAt: Int64 = 0
  private var next: Int?
  private var hasBody = false
  private var isOver = false
  private var isStalled = false

  /// Prepares a request.
  ///
  /// - Parameters:
  ///   - began: Told when the head of the answer is there.
  ///   - ended: Told when the answer is there, or broke off.
  init(
    _ plan: Plan, tally: LoadTally, began: EventLoopPromise<LoadAnswer>?, ended: EventLoopPromise<LoadAnswer>
  ) {
    self.plan = plan
    self.tally = tally
    self.began = began
    self.ended = ended
  }

  func channelActive(context: ChannelHandlerContext) {
    sentAt = MonotonicTime.now()
    context.writeAndFlush(wrapOutboundOut(plan.request), promise: nil)
    context.read()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let now = MonotonicTime.now()
    let buffer = unwrapInboundIn(data)
    do {
      try buffer.withUnsafeReadableBytes { bytes in
        try parser.feed(bytes) { part in
          switch part {
          case .head(let status, let fields):
            (answer.status, answer.fields) = (status, fields)
            began?.succeed(answer)
          case .body(let bytes): take(bytes, at: now)
          case .end: answer.isWhole = true
          }
        }
      }
    } catch { return finish(context, failure: "the answer is malformed") }
    if let token = plan.vanishesAfter, answer.tokens > token { return finish(context, failure: nil) }
    if answer.isWhole { return finish(context, failure: nil) }
    if let token = plan.stallsAfter, answer.tokens > token { isStalled = true }
  }

  func channelReadComplete(context: ChannelHandlerContext) { if !isStalled { context.read() } }

  func channelInactive(context: ChannelHandlerContext) {
    if parser.close() { answer.isWhole = true }
    finish(context, failure: answer.isWhole ? nil : "the connection was closed")
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { finish(context, failure: "\(error)") }

  private func take(_ bytes: UnsafeRawBufferPointer, at now: Int64) {
    if plan.keepsBody { answer.body += bytes }
    tally.add { sums in
      if !hasBody { sums.firstFrame.record(now - sentAt) }
      hasBody = true
      sums.bytes += bytes.count
      scanner.scan(bytes) { stamp in
        if answer.tokens == 0 { sums.firstToken.record(now - sentAt) }
        answer.tokens += 1
        sums.tokens += 1
        sums.delay.record(now - stamp.time)
        if tally.isBeforePause(stamp) { sums.delayBeforePause.record(now - stamp.time) }
        if let next, next != stamp.index { sums.outOfOrder += 1 }
        next = stamp.index + 1
      }
    }
  }

  private func finish(_ context: ChannelHandlerContext, failure: String?) {
    guard !isOver else { return }
    isOver = true
    let now = MonotonicTime.now()
    let failure = failure ?? (answer.status == 200 ? nil : "status \(answer.status)")
    tally.add { sums in
      if let failure {
        sums.failed += 1
        sums.failure = failure
      } else {
        sums.ended += 1
        sums.whole.record(now - sentAt)
      }
    }
    began?.succeed(answer)
    ended.succeed(answer)
    context.close(promise: nil)
  }
}

import NIOCore

/// Closes a channel when nothing of what is written to it is taken for as long as a deadline.
///
/// A write to a client that has stopped reading waits for room, for ever if need be: the one that suspends its writer,
/// and just as well the last of an answer, after which nobody waits. Only a handler beside the socket sees both.
/// A client that is slow and reads is let be, as every byte counts that is taken. It costs a healthy channel one timer
/// now and then, and no write anything.
final class WriteDeadlineHandler: ChannelOutboundHandler {
  typealias OutboundIn = IOData
  typealias OutboundOut = IOData

  private let deadline: TimeAmount
  private let onLate: @Sendable () -> Void
  /// How many bytes were written.
  private var written = 0
  /// How many of them had been taken when it was last looked.
  private var taken = 0
  /// How many looks have found no more than that.
  ///
  /// Looks are counted instead of time, so that a machine that stands still itself blames nobody.
  private var futileLooks = 0
  /// Runs while something waits to be taken.
  private var timer: Scheduled<Void>?

  /// How many looks a deadline has: it is kept as exactly as that.
  private static let looks = 8

  /// Makes the handler of one channel.
  ///
  /// - Parameter onLate: Told when the channel is closed, at most once.
  init(deadline: TimeAmount, onLate: @escaping @Sendable () -> Void) {
    self.deadline = deadline
    self.onLate = onLate
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    written += unwrapOutboundIn(data).readableBytes
    context.write(data, promise: promise)
  }

  func flush(context: ChannelHandlerContext) {
    context.flush()
    guard timer == nil, let left = bytesLeft(context), left > 0 else { return }
    (taken, futileLooks) = (written - left, 0)
    lookLater(context)
  }

  func handlerRemoved(context: ChannelHandlerContext) {
    timer?.cancel()
    timer = nil
  }

  private func lookLater(_ context: ChannelHandlerContext) {
    let interval = TimeAmount.nanoseconds(max(deadline.nanoseconds / Int64(Self.looks), 1))
    timer = context.eventLoop.assumeIsolated().scheduleTask(in: interval) { self.look(context) }
  }

  private func look(_ context: ChannelHandlerContext) {
    timer = nil
    guard let left = bytesLeft(context), left > 0 else { return }
    futileLooks = written - left > taken ? 0 : futileLooks + 1
    taken = written - left
    guard futileLooks < Self.looks else {
      onLate()
      return context.close(mode: .all, promise: nil)
    }
    lookLater(context)
  }

  /// How many of the bytes that were written the system has not taken.
  private func bytesLeft(_ context: ChannelHandlerContext) -> Int? {
    try? context.channel.syncOptions?.getOption(.bufferedWritableBytes)
  }
}

#if Redis
  package import NIOCore

  /// Sends calls and hands replies to those who wait for them, in order.
  ///
  /// All that is sent within one tick of the event loop goes out in one write. A call whose reply does not come in time
  /// ends the connection: what waits behind it waits for the same server, and a late reply must not be taken for that of
  /// another call. Lives on its channel's event loop.
  package final class RedisChannelHandler: ChannelInboundHandler {
    /// What comes from the server.
    package typealias InboundIn = ByteBuffer
    /// What goes to it.
    package typealias OutboundOut = ByteBuffer

    private let maximumCalls: Int
    private let onPush: ((RedisValue) -> Void)?
    private let reader = RedisReplyReader()
    private var context: ChannelHandlerContext?
    /// Calls that have gone out.
    private var sent = RedisCallQueue<EventLoopPromise<[RedisValue]>>()
    /// Calls that go out at the end of this tick, and their bytes.
    private var gathered: [RedisRequest] = []
    private var timer: (at: NIODeadline, task: Scheduled<Void>)?

    /// Makes the handler of one channel.
    ///
    /// - Parameters:
    ///   - maximumCalls: How many calls may wait; one more fails.
    ///   - onPush: Gets the replies that belong to no call; without it such a reply ends the connection.
    package init(maximumCalls: Int, onPush: ((RedisValue) -> Void)? = nil) {
      self.maximumCalls = maximumCalls
      self.onPush = onPush
    }

    // MARK: Sending

    /// Sends a request at the end of this tick.
    package func send(_ request: RedisRequest) {
      guard let context, context.channel.isActive else {
        return request.promise.fail(RedisCallFailure.notSent(.noConnection))
      }
      guard sent.count + gathered.count < maximumCalls else {
        return request.promise.fail(RedisCallFailure.notSent(.tooManyCalls))
      }
      gathered.append(request)
      guard gathered.count == 1 else { return }
      let flush = NIOLoopBound(self, eventLoop: context.eventLoop)
      context.eventLoop.execute { flush.value.flush() }
    }

    private func flush() {
      guard let context, !gathered.isEmpty else { return }
      let now = NIODeadline.now()
      var buffer: ByteBuffer?
      let requests = gathered
      gathered = []
      for request in requests {
        guard request.deadline > now else {
          request.promise.fail(RedisCallFailure.notSent(.tooLate))
          continue
        }
        if buffer == nil { buffer = request.buffer } else { buffer?.writeImmutableBuffer(request.buffer) }
        if request.replies > 0 {
          sent.add(request.promise, replies: request.replies, deadline: request.deadline)
        } else {
          request.promise.succeed([])
        }
        if request.replies > 0 { watch(request.deadline) }
      }
      if let buffer { context.writeAndFlush(wrapOutboundOut(buffer), promise: nil) }
    }

    // MARK: Deadlines

    /// Sees to it that somebody looks when a deadline passes.
    private func watch(_ deadline: NIODeadline) {
      if let timer, timer.at <= deadline { return }
      timer?.task.cancel()
      guard let context else { return }
      let handler = NIOLoopBound(self, eventLoop: context.eventLoop)
      timer = (
        deadline, context.eventLoop.scheduleTask(deadline: deadline) { handler.value.lookAtDeadlines() }
      )
    }

    private func lookAtDeadlines() {
      timer = nil
      guard let first = sent.firstDeadline else { return }
      if first <= .now() { context?.close(promise: nil) } else { watch(first) }
    }

    // MARK: The channel

    /// Begins.
    package func handlerAdded(context: ChannelHandlerContext) { self.context = context }

    /// Fails all that wait.
    package func handlerRemoved(context: ChannelHandlerContext) {
      failAll()
      self.context = nil
    }

    /// Fails all that wait.
    package func channelInactive(context: ChannelHandlerContext) {
      failAll()
      context.fireChannelInactive()
    }

    /// Ends the connection.
    package func errorCaught(context: ChannelHandlerContext, error: any Error) {
      // Broken TLS and broken sockets alike: who waits learns it from the end of the connection.
      context.close(promise: nil)
    }

    /// Takes replies.
    package func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      do throws(RedisReplyReader.Garbage) {
        try reader.feed(unwrapInboundIn(data))
        while let value = try reader.next() { take(value, context: context) }
      } catch {
        context.close(promise: nil)
      }
    }

    private func take(_ value: RedisValue, context: ChannelHandlerContext) {
      switch sent.take(value) {
      case .more: break
      case .answer(let answer): answer.token.succeed(answer.values)
      case .unasked:
        // A reply too many means that the replies are out of step.
        if let onPush { onPush(value) } else { context.close(promise: nil) }
      }
    }

    private func failAll() {
      timer?.task.cancel()
      timer = nil
      let unsent = gathered
      gathered = []
      for request in unsent { request.promise.fail(RedisCallFailure.notSent(.noConnection)) }
      for call in sent.removeAll(now: .now()) {
        call.token.fail(call.isLate ? RedisCallFailure.late : .lost)
      }
    }
  }
#endif

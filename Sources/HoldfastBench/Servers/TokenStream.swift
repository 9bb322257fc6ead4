import NIOCore

/// One answer that plays a script to any number of connections, as one growing run of bytes: each is written from where
/// it stands.
///
/// Confined to the event loop that it is made for.
final class TokenStream {
  /// One that reads.
  final class Subscriber {
    let context: ChannelHandlerContext
    fileprivate(set) var offset: Int
    let ended: () -> Void

    init(_ context: ChannelHandlerContext, offset: Int, ended: @escaping () -> Void) {
      self.context = context
      self.offset = offset
      self.ended = ended
    }
  }

  /// How far the fastest writer may be ahead of the slowest reader, in bytes.
  private static let window = 4 << 20
  /// How much is written to one reader at once, in bytes.
  private static let batch = 256 << 10

  private let script: BenchScript
  private let format: FrameFormat
  private let loop: any EventLoop
  private var bytes = ByteBuffer()
  /// The place of the first byte of `bytes`.
  private var base = 0
  private var tokens = 0
  private var isOver = false
  private var isScheduled = false
  private var subscribers: [ObjectIdentifier: Subscriber] = [:]
  private var nextAt: NIODeadline

  private let before: [UInt8]
  private let after: [UInt8]

  init(_ script: BenchScript, format: FrameFormat, on loop: any EventLoop) {
    self.script = script
    self.format = format
    self.loop = loop
    before = Array(format.beforeToken.utf8)
    after = Array(format.afterToken.utf8)
    nextAt = .now() + Self.time(script.leadMilliseconds)
  }

  /// Begins to play.
  func begin() {
    emit(Array(format.opening.utf8))
    flush()
    later()
  }

  /// Lets a connection read from the beginning of what is held.
  func add(_ context: ChannelHandlerContext, ended: @escaping () -> Void) {
    let subscriber = Subscriber(context, offset: base, ended: ended)
    subscribers[ObjectIdentifier(context.channel)] = subscriber
    write(to: subscriber)
  }

  /// Takes a connection out.
  func remove(_ context: ChannelHandlerContext) {
    subscribers[ObjectIdentifier(context.channel)] = nil
    if subscribers.isEmpty { isOver = true } else { advance() }
  }

  /// Notes that a connection takes more.
  func goOn(_ context: ChannelHandlerContext) {
    guard let subscriber = subscribers[ObjectIdentifier(context.channel)] else { return }
    write(to: subscriber)
    advance()
  }

  private static func time(_ milliseconds: Double) -> TimeAmount { .nanoseconds(Int64(milliseconds * 1e6)) }

  private func later() {
    guard !isOver, !isScheduled else { return }
    isScheduled = true
    loop.assumeIsolated().scheduleTask(deadline: nextAt) {
      self.isScheduled = false
      self.advance()
    }
  }

  /// Says what is due.
  private func advance() {
    guard !isOver, !isScheduled else { return }
    if script.gapMilliseconds > 0 {
      // One at a time: what is late is said at once, and not joined.
      if NIODeadline.now() < nextAt { return later() }
      say()
      nextAt = nextAt + Self.time(pauseIsDue ? script.pauseMilliseconds : script.gapMilliseconds)
      flush()
      if tokens < script.tokens { later() }
    } else {
      if NIODeadline.now() < nextAt { return later() }
      while tokens < script.tokens, hasRoom {
        for _ in 0..<min(64, script.tokens - tokens) { say() }
        flush()
      }
    }
    if tokens == script.tokens { end() }
  }

  private var pauseIsDue: Bool { script.pauseAfter > 0 && tokens == script.pauseAfter }

  /// Whether no reader is too far behind for more to be said.
  private var hasRoom: Bool {
    let end = base + bytes.readableBytes
    return subscribers.values.allSatisfy { end - $0.offset < Self.window && $0.context.channel.isWritable }
  }

  private func say() {
    var token: [UInt8] = []
    token.reserveCapacity(before.count + script.bytes + after.count)
    token += before
    script.append(token: tokens, to: &token)
    token += after
    emit(token)
    tokens += 1
  }

  private func emit(_ more: [UInt8]) { bytes.writeBytes(more) }

  private func flush() {
    for subscriber in subscribers.values { write(to: subscriber) }
    trim()
  }

  private func write(to subscriber: Subscriber) {
    while subscriber.context.channel.isWritable {
      let start = bytes.readerIndex + subscriber.offset - base
      let count = min(Self.batch, bytes.writerIndex - start)
      guard count > 0, let slice = bytes.getSlice(at: start, length: count) else { break }
      subscriber.offset += count
      var chunk = subscriber.context.channel.allocator.buffer(capacity: count + 16)
      chunk.writeString(String(count, radix: 16))
      chunk.writeString("\r\n")
      chunk.writeImmutableBuffer(slice)
      chunk.writeString("\r\n")
      subscriber.context.writeAndFlush(NIOAny(chunk), promise: nil)
    }
    if isOver, subscriber.offset == base + bytes.readableBytes,
      subscribers.removeValue(forKey: ObjectIdentifier(subscriber.context.channel)) != nil
    {
      subscriber.context.writeAndFlush(NIOAny(ByteBuffer(string: "0\r\n\r\n")), promise: nil)
      subscriber.ended()
    }
  }

  /// Lets go of what all have read and no new reader is to get.
  private func trim() {
    let slowest = subscribers.values.map(\.offset).min() ?? base + bytes.readableBytes
    guard slowest - base > Self.window else { return }
    bytes.moveReaderIndex(forwardBy: slowest - base)
    base = slowest
    bytes.discardReadBytes()
  }

  private func end() {
    emit(Array(format.closing.utf8))
    isOver = true
    for subscriber in Array(subscribers.values) { write(to: subscriber) }
  }
}

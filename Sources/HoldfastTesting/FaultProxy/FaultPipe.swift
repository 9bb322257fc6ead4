import NIOCore

/// One direction of one connection: what has arrived and is not yet passed on; used on its event loop only.
final class FaultPipe {
  /// Why nothing more will pass.
  enum End {
    /// The limit of bytes is reached.
    case cut
    /// The sender's end was reached, after all its bytes.
    case ended
  }

  private enum Item {
    case bytes(ByteBuffer)
    case end
  }

  /// How much is held before the sender is no longer read.
  private static let heldBytes = 1 << 20

  private let source: any Channel
  private let target: any Channel
  private let onEnd: (End) -> Void
  private var queue = CircularBuffer<(item: Item, due: NIODeadline)>()
  private var held = 0
  private var isReading = true
  /// Before when nothing may be written, for slices and the bandwidth.
  private var freeAt = NIODeadline.uptimeNanoseconds(0)
  /// How many bytes have passed since the limit was set.
  private var passed = 0
  private var timer: Scheduled<Void>?
  private var isStopped = false

  /// Whether the sender's end has been passed on.
  private(set) var hasEnded = false

  /// What is wrong.
  var faults: LinkFaults {
    didSet {
      if faults.cutAfter != oldValue.cutAfter { passed = 0 }
      pump()
    }
  }

  init(
    from source: any Channel, to target: any Channel, faults: LinkFaults, onEnd: @escaping (End) -> Void
  ) {
    self.source = source
    self.target = target
    self.faults = faults
    self.onEnd = onEnd
  }

  func receive(_ bytes: ByteBuffer, after delay: TimeAmount) {
    if faults.isDropping || isStopped { return }
    held += bytes.readableBytes
    queue.append((.bytes(bytes), max(.now() + delay, queue.last?.due ?? .uptimeNanoseconds(0))))
    pump()
  }

  func receiveEnd(after delay: TimeAmount) {
    if isStopped { return }
    queue.append((.end, max(.now() + delay, queue.last?.due ?? .uptimeNanoseconds(0))))
    pump()
  }

  func stop() {
    isStopped = true
    timer?.cancel()
    queue.removeAll()
  }

  /// Passes on all that is due, and comes back when the next is.
  private func pump() {
    timer?.cancel()
    timer = nil
    while !isStopped, !faults.isPaused, let head = queue.first {
      let start = max(head.due, freeAt)
      guard start <= .now() else {
        timer = source.eventLoop.assumeIsolated().scheduleTask(deadline: start) { self.pump() }
        break
      }
      switch head.item {
      case .end:
        queue.removeFirst()
        hasEnded = true
        onEnd(.ended)
      case .bytes(let bytes):
        pass(bytes)
      }
    }
    regulate()
  }

  /// Writes as much of the first bytes as may be written at once.
  private func pass(_ bytes: ByteBuffer) {
    var rest = bytes
    let count = allowance(of: rest.readableBytes)
    let isCut = faults.cutAfter.map { passed + count >= $0 } ?? false
    guard let slice = rest.readSlice(length: count) else { return }
    passed += count
    held -= count
    if rest.readableBytes > 0 { queue[queue.startIndex].item = .bytes(rest) } else { queue.removeFirst() }
    freeAt = .now() + pause(after: count)
    let written = target.writeAndFlush(slice)
    if isCut {
      stop()
      written.assumeIsolated().whenComplete { _ in self.onEnd(.cut) }
    }
  }

  private func allowance(of count: Int) -> Int {
    var count = count
    if let size = faults.sliceSize { count = min(count, max(1, size)) }
    // A fiftieth of a second's bytes at a time, so that they come evenly.
    if let rate = faults.bytesPerSecond { count = min(count, max(1, rate / 50)) }
    if let limit = faults.cutAfter { count = min(count, max(0, limit - passed)) }
    return count
  }

  private func pause(after count: Int) -> TimeAmount {
    var pause = TimeAmount.zero
    if faults.sliceSize != nil { pause = TimeAmount(faults.slicePause) }
    if let rate = faults.bytesPerSecond {
      pause = max(pause, .nanoseconds(Int64(count) * 1_000_000_000 / Int64(max(1, rate))))
    }
    return pause
  }

  /// Reads from the sender only while there is room.
  private func regulate() {
    let hasRoom = held < Self.heldBytes
    guard hasRoom != isReading, !isStopped else { return }
    isReading = hasRoom
    Self.setReading(hasRoom, of: source)
  }

  static func setReading(_ isReading: Bool, of channel: any Channel) {
    channel.setOption(.autoRead, value: isReading).whenFailure { _ in }
  }
}

import HoldfastModel

/// One stream of a ``MemoryStreamLog``: a value, changed only by its owner under a lock.
package struct MemoryStream: Sendable {
  private(set) var record: StreamRecord
  private var frames: [Frame] = []
  /// By number.
  private(set) var effects: [EffectEntry] = []
  /// Where the present epoch began: what lies before was written by another owner, so it is no repeat of ours.
  private var epochStart = 0
  /// The epoch in which the outcome was set.
  private var outcomeEpoch: Int?

  init(_ record: StreamRecord) { self.record = record }

  // MARK: Owning

  mutating func renew(epoch: Int, leaseUntil: Timestamp) throws(StoreError) -> StreamAcknowledgement {
    try checkEpoch(epoch)
    try checkRunning()
    extendLease(until: leaseUntil)
    return acknowledgement
  }

  mutating func release(epoch: Int, now: Timestamp) {
    guard record.epoch == epoch, record.state == nil, record.owner != nil else { return }
    record.owner = nil
    record.leaseUntil = min(record.leaseUntil, now)
  }

  mutating func takeOver(
    run: RunID, owner: NodeID, now: Timestamp, lease: Duration, force: Bool
  ) -> StreamTakeOver {
    guard record.state == nil else { return .ended(record) }
    guard force || record.leaseUntil <= now else { return .leased(record) }
    record.epoch += 1
    record.run = run
    record.owner = owner
    record.leaseUntil = now + lease
    epochStart = frames.count
    return .taken(record)
  }

  // MARK: Writing

  mutating func append(
    _ write: StreamAppend, now: Timestamp
  ) throws(StoreError) -> StreamAcknowledgement {
    try checkEpoch(write.epoch)
    if !isRepeat(write) {
      try check(write)
      take(write, now: now)
    }
    extendLease(until: now + write.lease)
    return acknowledgement
  }

  mutating func requestEnd(_ request: EndRequest) {
    if record.outcome == nil, record.requestedEnd == nil { record.requestedEnd = request }
  }

  mutating func mark(_ persistence: StreamRecord.Persistence) {
    switch (record.persistence, persistence) {
    case (.pending, _), (.refused, .saved): record.persistence = persistence
    case (.refused, _), (.saved, _): break
    }
  }

  mutating func moveEffect(from old: EffectEntry, to new: EffectEntry) throws(StoreError) -> Bool {
    guard record.state != nil else {
      throw StoreError(.refused, "the ledger of running stream \(record.stream) is its owner's")
    }
    if effects.contains(new) { return true }
    guard effects.contains(old), old.call == new.call else { return false }
    save(new)
    return true
  }

  private mutating func save(_ effect: EffectEntry) {
    effects.removeAll { $0.call == effect.call }
    effects.append(effect)
    effects.sort { $0.number < $1.number }
  }

  /// Whether nothing more will be done about any call, and nobody need look at one.
  var areEffectsSettled: Bool { effects.allSatisfy(\.state.isSettled) }

  // MARK: Reading

  func frames(from position: Int, maximumBytes: Int) -> [Frame] {
    precondition(position >= 0, "positions count from 0")
    guard position < frames.count else { return [] }
    var (end, bytes) = (position, 0)
    while end < frames.count {
      bytes += frames[end].data.count
      guard bytes <= maximumBytes || end == position else { break }
      end += 1
    }
    return Array(frames[position..<end])
  }

  // MARK: The rules of a write

  private func checkEpoch(_ epoch: Int) throws(StoreError) {
    guard epoch == record.epoch else {
      throw StoreError(.fenced, "epoch \(epoch) of stream \(record.stream) is not \(record.epoch)")
    }
  }

  private func checkRunning() throws(StoreError) {
    guard record.state == nil else { throw StoreError(.ended, "stream \(record.stream) has ended") }
  }

  private func check(_ write: StreamAppend) throws(StoreError) {
    try checkRunning()
    if record.outcome != nil, !write.isLedgerOnly, write.end == nil || write.outcome != nil {
      throw StoreError(.outcomeSet, "stream \(write.stream) has its outcome")
    }
    guard write.first == frames.count, write.isConsecutive else {
      throw StoreError(
        .positionConflict, "position \(write.first) of stream \(write.stream) is not \(frames.count)")
    }
    guard write.end == nil || record.outcome != nil || write.outcome != nil else {
      throw StoreError(.refused, "stream \(write.stream) cannot end without an outcome")
    }
  }

  /// Whether all that the write asks for is there, from this epoch.
  private func isRepeat(_ write: StreamAppend) -> Bool {
    // A write of nothing is no repeat of anything: it is judged like a new one.
    guard !write.frames.isEmpty || write.outcome != nil || write.end != nil || !write.effects.isEmpty else {
      return false
    }
    let end = write.first + write.frames.count
    guard write.first >= epochStart, end <= frames.count,
      frames[write.first..<end].elementsEqual(write.frames)
    else { return false }
    let hasOutcome = write.outcome == nil || (write.outcome == record.outcome && outcomeEpoch == write.epoch)
    let hasEffects = write.effects.allSatisfy { effects.contains($0) }
    return hasOutcome && hasEffects && (write.end == nil || write.end == record.state)
  }

  private mutating func take(_ write: StreamAppend, now: Timestamp) {
    frames += write.frames
    record.length = frames.count
    record.lastSeal = frames.last?.seal ?? .origin
    for effect in write.effects { save(effect) }
    if let outcome = write.outcome {
      record.outcome = outcome
      outcomeEpoch = write.epoch
    }
    if let end = write.end {
      record.state = end
      record.endedAt = now
    }
  }

  /// Extends the lease of a running stream; one that was given up stays given up.
  private mutating func extendLease(until time: Timestamp) {
    if record.state == nil, record.owner != nil { record.leaseUntil = time }
  }

  private var acknowledgement: StreamAcknowledgement {
    StreamAcknowledgement(length: record.length, requestedEnd: record.requestedEnd)
  }
}

extension StreamAppend {
  /// Whether the write changes the ledger alone.
  package var isLedgerOnly: Bool { frames.isEmpty && outcome == nil && end == nil && !effects.isEmpty }

  /// Whether the frames count on from the first position.
  fileprivate var isConsecutive: Bool {
    frames.enumerated().allSatisfy { offset, frame in frame.position == first + offset }
  }
}

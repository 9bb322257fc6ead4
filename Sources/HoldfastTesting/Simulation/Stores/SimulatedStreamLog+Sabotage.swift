import HoldfastModel
import HoldfastStores

/// The bugs of a log that are planted to prove the checks; without a ``Sabotage`` all of this changes nothing.
extension SimulatedStreamLog {
  func tampered(_ header: StreamHeader) -> StreamHeader {
    guard world.sabotage == .ghostSession else { return header }
    var header = header
    header.claim.session = SessionID(rawValue: "ghost-\(header.session)")
    return header
  }

  func tampered(_ creation: StreamCreation) -> StreamCreation {
    guard world.sabotage == .everybodyCreates, case .exists(let record) = creation, record.state == nil
    else { return creation }
    return .created(record)
  }

  /// A stream as if it had been taken over, without a new epoch.
  func keptEpoch(_ stream: StreamID, in memory: MemoryStreamLog) async throws -> StreamTakeOver? {
    guard world.sabotage == .keepEpoch, let record = try await memory.record(of: stream), record.state == nil
    else { return nil }
    return .taken(record)
  }

  func isHalfWrite(_ batch: [StreamAppend]) -> Bool {
    world.sabotage == .halfWrite && batch.contains { $0.frames.count > 1 && $0.first > 0 }
  }

  func tampered(
    _ batch: [StreamAppend], isHalf: Bool, in memory: MemoryStreamLog
  ) async throws -> [StreamAppend] {
    var batch = batch
    for index in batch.indices {
      switch world.sabotage {
      case .doubleClosing where batch[index].end != nil:
        let closing = batch[index].frames
        batch[index].frames += closing.map { frame in
          Frame(position: frame.position + closing.count, data: frame.data, seal: frame.seal)
        }
      case .halfWrite where isHalf && batch[index].frames.count > 1:
        batch[index].frames.removeLast()
        batch[index].outcome = nil
        batch[index].end = nil
      case .chargeForNothing where batch[index].outcome?.state == .failed:
        batch[index].outcome?.usage = Usage(inputTokens: 10, outputTokens: 100)
      case .callUnnoted: batch[index] = asNoted(batch[index])
      case .repeatBehindSeam: batch[index].frames = repeatingBehindSeams(batch[index].frames)
      case .forgiveEpoch:
        guard let record = try await memory.record(of: batch[index].stream), record.epoch > batch[index].epoch
        else { continue }
        batch[index].epoch = record.epoch
        batch[index].frames = batch[index].frames.enumerated().map { offset, frame in
          Frame(position: record.length + offset, data: frame.data, seal: frame.seal)
        }
        batch[index].first = record.length
      default: break
      }
    }
    return batch
  }

  /// A write as the log has it: with one of the planted bugs it loses what is executing.
  func asNoted(_ append: StreamAppend) -> StreamAppend {
    guard world.sabotage == .callUnnoted else { return append }
    var append = append
    append.effects.removeAll { $0.state == .executing }
    return append
  }

  func tampered(_ frames: [Frame]) -> [Frame] {
    guard frames.count > 2 else { return frames }
    var frames = frames
    switch world.sabotage {
    case .skipFrame: frames.remove(at: 1)
    case .alterFrame: frames[1].data += Array(repeating: UInt8(ascii: " "), count: world.nextNumber() % 3)
    default: break
    }
    return frames
  }

  /// Frames in which the first text behind each seam is there twice.
  private func repeatingBehindSeams(_ frames: [Frame]) -> [Frame] {
    var isBehind = false
    return frames.map { frame in
      let chunk = try? Chunk(decoding: frame.data)
      if case .data("seam", _, _, _) = chunk { isBehind = true }
      guard isBehind, case .textDelta(.text, let id, let delta, let metadata) = chunk else { return frame }
      isBehind = false
      let doubled = Chunk.textDelta(.text, id: id, delta: delta + delta, providerMetadata: metadata)
      return Frame(position: frame.position, data: doubled.encoded(for: .v5), seal: frame.seal)
    }
  }
}

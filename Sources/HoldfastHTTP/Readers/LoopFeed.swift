import HoldfastEngine
import HoldfastModel
import NIOCore

/// The readers of one running stream on one event loop.
///
/// A commit schedules one pass over them, which writes to each what it lacks: readers at the same place, as most are,
/// get the same bytes, encoded and framed once.
final class LoopFeed {
  /// What is there from a place on.
  private struct Found {
    var place: ReplyReader.Place
    var maximumBytes: Int
    var step: LiveStream.Step?
    var chunk: ByteBuffer?
  }

  let live: LiveStream
  /// The name by which the stream tells this feed of news.
  var follower: Int?
  private var readers: [LoopReader] = []
  private let now: @Sendable () -> Timestamp

  init(_ live: LiveStream, now: @escaping @Sendable () -> Timestamp) {
    self.live = live
    self.now = now
  }

  var isEmpty: Bool { readers.isEmpty }

  /// Adds a reader, and writes what it lacks.
  ///
  /// - Returns: Whether it stays.
  func add(_ reader: LoopReader) -> Bool {
    readers.append(reader)
    return goOn(reader)
  }

  /// Writes to a reader what it lacks, as when its client takes more.
  ///
  /// - Returns: Whether it stays.
  func goOn(_ reader: LoopReader) -> Bool {
    if serve(reader) { return true }
    remove(reader)
    return false
  }

  /// Takes a reader out.
  func remove(_ reader: LoopReader) { readers.removeAll { $0 === reader } }

  /// Writes to every reader what it lacks.
  ///
  /// - Returns: Those who have left.
  func pass() -> [LoopReader] {
    var found: Found?
    let time = now()
    var left: [LoopReader] = []
    for reader in readers where !serve(reader, at: time, &found) { left.append(reader) }
    if !left.isEmpty {
      let names = Set(left.map(\.name))
      readers.removeAll { names.contains($0.name) }
    }
    return left
  }

  /// Gives a sign of life to those who were written nothing since before a time.
  func keepAlive(since time: Timestamp) {
    let (now, sign) = (now(), FrameHandler.chunk(of: Self.sign))
    for reader in readers where reader.writtenAt <= time && reader.checkIsWritable() {
      reader.handler.write(sign)
      reader.writtenAt = now
    }
  }

  private static let sign = Array(": keep\n\n".utf8)

  private func serve(_ reader: LoopReader) -> Bool {
    var found: Found?
    return serve(reader, at: now(), &found)
  }

  /// Writes to a reader what it lacks, as far as its client takes it.
  ///
  /// - Returns: Whether it stays.
  private func serve(_ reader: LoopReader, at time: Timestamp, _ found: inout Found?) -> Bool {
    while reader.checkIsWritable() {
      let what = look(for: reader, &found)
      switch what.step {
      case nil: return true
      case .frames(_, let next):
        reader.place.position = next
        write(what.chunk, to: reader, at: time)
      case .announcement(_, let number):
        reader.place.announced = number
        write(what.chunk, to: reader, at: time)
      case .idle: return true
      case .ended: return leave(reader, for: .ended)
      case .lost: return leave(reader, for: .lost)
      case .behind: return leave(reader, for: .behind)
      }
    }
    return true
  }

  private func write(_ chunk: ByteBuffer?, to reader: LoopReader, at time: Timestamp) {
    if let chunk { reader.handler.write(chunk) }
    reader.writtenAt = time
  }

  private func leave(_ reader: LoopReader, for reason: LoopReader.Reason) -> Bool {
    reader.leave(for: reason)
    return false
  }

  /// What is there for a reader, which is the same as for the one before it when both stand at the same place.
  private func look(for reader: LoopReader, _ found: inout Found?) -> Found {
    if let found, found.place == reader.place, found.maximumBytes == reader.maximumBytes { return found }
    let step = live.step(
      from: reader.place.position, maximumBytes: reader.maximumBytes, announced: reader.place.announced)
    var new = Found(place: reader.place, maximumBytes: reader.maximumBytes, step: step)
    switch step {
    case .frames(let bytes, _), .announcement(let bytes, _): new.chunk = FrameHandler.chunk(of: bytes)
    default: break
    }
    found = new
    return new
  }
}

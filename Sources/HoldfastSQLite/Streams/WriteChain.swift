import GRDB
import HoldfastModel
import HoldfastStores

/// Reads the frames of a stream by the links of its writes, which lead from the last one backwards.
///
/// A read costs one look-up for each stride behind the position, and one for each write of the strides it returns. The
/// frames must count on from the position without a gap, up to the end of the stream: damage is told, never returned.
struct WriteChain {
  let db: Database
  let tail: StreamTail

  /// The last write of a stride.
  private struct Stride {
    var last: Int64
    /// The position after its frames.
    var end: Int
    /// The last write of the stride before.
    var older: Int64?
  }

  private static let stride = "SELECT number, first + count, stride FROM writes WHERE id = ?"
  private static let write = "SELECT number, first, previous, frames FROM writes WHERE id = ?"

  /// The frames from a position on: at least one if there is one, then as many as fit.
  func frames(from position: Int, maximumBytes: Int) throws -> [Frame] {
    guard position < tail.length else { return [] }
    var (frames, bytes): ([Frame], Int) = ([], 0)
    for stride in try strides(backTo: position).reversed() {
      for frame in try self.frames(of: stride, from: position) {
        bytes += frame.data.count
        guard bytes <= maximumBytes || frames.isEmpty else { return frames }
        guard frame.position == position + frames.count else { throw damage("frames are missing") }
        frames.append(frame)
      }
    }
    guard position + frames.count == tail.length else { throw damage("the last frames are missing") }
    return frames
  }

  /// The strides from the last to the one that holds a position.
  private func strides(backTo position: Int) throws -> [Stride] {
    var strides: [Stride] = []
    var next = tail.lastWrite
    while let id = next {
      let stride = try stride(endingWith: id)
      if stride.end <= position { break }
      strides.append(stride)
      next = stride.older
    }
    return strides
  }

  /// The frames of a stride from a position on.
  private func frames(of stride: Stride, from position: Int) throws -> [Frame] {
    var writes: [[Frame]] = []
    var next: Int64? = stride.last
    while let id = next, id != stride.older {
      let (frames, previous) = try write(id)
      writes.append(frames)
      if let first = frames.first, first.position <= position { break }
      next = previous
    }
    return writes.reversed().joined().filter { $0.position >= position }
  }

  private func stride(endingWith id: Int64) throws -> Stride {
    let stride = try db.first(Self.stride, [id]) { columns in
      try checkNumber(columns.integer())
      let end = try columns.int()
      return Stride(last: id, end: end, older: try earlier(columns.optionalInteger(), than: id))
    }
    guard let stride else { throw damage("a write is missing") }
    return stride
  }

  private func write(_ id: Int64) throws -> (frames: [Frame], previous: Int64?) {
    let write = try db.first(Self.write, [id]) { columns in
      try checkNumber(columns.integer())
      let first = try columns.int()
      let previous = try earlier(columns.optionalInteger(), than: id)
      guard let frames = FramePack.unpack(try columns.data(), from: first) else {
        throw damage("the frames of a write are cut")
      }
      return (frames, previous)
    }
    guard let write else { throw damage("a write is missing") }
    return write
  }

  private func checkNumber(_ number: Int64) throws {
    guard number == tail.number else { throw damage("a write is another stream's") }
  }

  /// Links lead backwards only, so following them comes to an end.
  private func earlier(_ link: Int64?, than id: Int64) throws -> Int64? {
    if let link, link >= id { throw damage("a link leads forwards") }
    return link
  }

  private func damage(_ what: String) -> StoreError {
    StoreError(.damaged, "stream number \(tail.number): \(what)")
  }
}

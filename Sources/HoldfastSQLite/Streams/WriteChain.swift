import GRDB
import HoldfastModel
import HoldfastStores

/// Reads the frames of a stream by the links of its writes, which lead from the last one backwards.
///
/// A read costs one look-up for each stride behind the position and two for each write of the strides it returns, and
/// holds what it returns and one write. The frames must count on from the position without a gap, up to the end of the
/// stream: damage is told, never returned.
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
  private static let link = "SELECT number, first, previous FROM writes WHERE id = ?"
  private static let frames = "SELECT first, frames FROM writes WHERE id = ?"

  /// The frames from a position on: at least one if there is one, then as many as fit.
  func frames(from position: Int, maximumBytes: Int) throws -> [Frame] {
    guard position < tail.length else { return [] }
    var (frames, bytes): ([Frame], Int) = ([], 0)
    for stride in try strides(backTo: position).reversed() {
      // One write after the other: a stride may hold many times what is asked for.
      for write in try writes(of: stride, from: position) {
        for frame in try self.frames(of: write) where frame.position >= position {
          bytes += frame.data.count
          guard bytes <= maximumBytes || frames.isEmpty else { return frames }
          guard frame.position == position + frames.count else { throw damage("frames are missing") }
          frames.append(frame)
        }
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

  /// The writes of a stride that have frames from a position on, in the order of the frames.
  private func writes(of stride: Stride, from position: Int) throws -> [Int64] {
    var writes: [Int64] = []
    var next: Int64? = stride.last
    while let id = next, id != stride.older {
      let (first, previous) = try link(of: id)
      writes.append(id)
      if first <= position { break }
      next = previous
    }
    return writes.reversed()
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

  private func link(of id: Int64) throws -> (first: Int, previous: Int64?) {
    let link = try db.first(Self.link, [id]) { columns in
      try checkNumber(columns.integer())
      return (first: try columns.int(), previous: try earlier(columns.optionalInteger(), than: id))
    }
    guard let link else { throw damage("a write is missing") }
    return link
  }

  private func frames(of id: Int64) throws -> [Frame] {
    let frames = try db.first(Self.frames, [id]) { columns in
      let first = try columns.int()
      guard let frames = FramePack.unpack(try columns.bytes(), from: first) else {
        throw damage("the frames of a write are cut")
      }
      return frames
    }
    guard let frames else { throw damage("a write is missing") }
    return frames
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

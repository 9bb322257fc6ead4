import TestServers

/// Undoes the chunked transfer coding.
struct ChunkedBody {
  /// Whether the last chunk was read.
  private(set) var isComplete = false
  /// What is left of the chunk that is being read.
  private var left = 0
  private var isBehindChunk = false

  /// Takes what can be decoded from the bytes.
  mutating func take(_ bytes: inout [UInt8]) throws -> [UInt8] {
    var decoded: [UInt8] = []
    var index = 0
    defer { bytes.removeFirst(index) }
    while !isComplete, index < bytes.count {
      if left > 0 {
        let count = min(left, bytes.count - index)
        decoded += bytes[index..<index + count]
        index += count
        left -= count
        isBehindChunk = left == 0
        continue
      }
      // The line end behind a chunk, or a size and its line end.
      guard let lineEnd = bytes[index...].firstIndex(of: UInt8(ascii: "\n")) else { return decoded }
      let line = bytes[index..<lineEnd].filter { $0 != UInt8(ascii: "\r") }
      if isBehindChunk {
        guard line.isEmpty else { throw ProcessFailure("a chunk is longer than its size") }
        isBehindChunk = false
        index = lineEnd + 1
        continue
      }
      guard let size = Int(String(decoding: line, as: UTF8.self), radix: 16) else {
        throw ProcessFailure("a chunk has no size")
      }
      if size == 0 {
        // No trailers are sent: the blank line that ends the body is all that follows.
        guard lineEnd + 2 < bytes.count else { return decoded }
        index = lineEnd + 3
        isComplete = true
      } else {
        index = lineEnd + 1
        left = size
      }
    }
    return decoded
  }
}

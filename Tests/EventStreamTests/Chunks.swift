extension [UInt8] {
  /// The bytes in chunks of one size; the last may be smaller.
  func chunks(of size: Int) -> [ArraySlice<UInt8>] {
    stride(from: 0, to: count, by: size).map { self[$0..<Swift.min($0 + size, count)] }
  }

  /// The bytes in chunks of random sizes, none included.
  func chunks(ofAtMost size: Int, using generator: inout SplitMix64) -> [ArraySlice<UInt8>] {
    var chunks: [ArraySlice<UInt8>] = []
    var rest = self[...]
    while !rest.isEmpty {
      let chunk = rest.prefix(Int.random(in: 0...size, using: &generator))
      chunks.append(chunk)
      rest = rest.dropFirst(chunk.count)
    }
    return chunks
  }
}

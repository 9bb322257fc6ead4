import HoldfastSecurity
import Testing

@Suite struct `Bytes are compared in full` {
  @Test func `equal bytes are equal`() {
    for count in 0...64 {
      let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 37) }
      #expect(ConstantTime.areEqual(bytes, Array(bytes)))
    }
  }

  @Test func `any flipped bit makes a difference`() {
    let bytes = (0..<32).map { UInt8($0) }
    for index in bytes.indices {
      for bit in 0..<8 {
        var other = bytes
        other[index] ^= 1 << UInt8(bit)
        #expect(!ConstantTime.areEqual(bytes, other))
      }
    }
  }

  @Test func `a beginning is not the whole`() {
    #expect(!ConstantTime.areEqual([1, 2, 3], [1, 2]))
    #expect(!ConstantTime.areEqual([], [0]))
  }
}

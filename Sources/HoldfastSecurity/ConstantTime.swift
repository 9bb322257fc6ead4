/// Comparisons whose duration tells nothing about where two values differ.
public enum ConstantTime {
  /// Whether two byte strings are equal.
  ///
  /// Every byte is looked at, so that nobody can find a signature byte by byte by measuring the time of the answer.
  /// Lengths are compared first: they are no secret.
  @inline(never)
  public static func areEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    guard left.count == right.count else { return false }
    var difference: UInt8 = 0
    for index in left.indices { difference |= left[index] ^ right[index] }
    return difference == 0
  }
}

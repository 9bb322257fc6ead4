/// The value of a JSON number, exactly: 0.1, 1e400 and integers of thirty digits are what they say.
///
/// It is compared in time linear in the digits that are written, however large the exponent. Exponents of more than
/// 63 bits count as the largest that fits.
struct ExactDecimal: Hashable {
  private let isNegative: Bool
  /// The digits from the first to the last that is not 0; none for 0.
  private let digits: [UInt8]
  /// The power of ten of the place before the first digit: `0.d₁d₂… × 10^exponent`.
  private let exponent: Int

  /// The value of a number as the parser has read it.
  init(_ number: JSONNumber) {
    var isNegative = false
    var digits: [UInt8] = []
    var pointShift = 0
    var isFraction = false
    var utf8 = Substring(number.text).utf8
    if utf8.first == UInt8(ascii: "-") {
      isNegative = true
      utf8.removeFirst()
    }
    while let byte = utf8.first, byte != UInt8(ascii: "e"), byte != UInt8(ascii: "E") {
      utf8.removeFirst()
      if byte == UInt8(ascii: ".") {
        isFraction = true
      } else if byte == UInt8(ascii: "0"), digits.isEmpty {
        if isFraction { pointShift -= 1 }
      } else {
        digits.append(byte)
        if !isFraction { pointShift += 1 }
      }
    }
    while digits.last == UInt8(ascii: "0") { digits.removeLast() }
    self.digits = digits
    self.isNegative = isNegative && !digits.isEmpty
    self.exponent = digits.isEmpty ? 0 : Self.sum(pointShift, Self.power(Substring(utf8.dropFirst())))
  }

  /// Whether the value has no fraction.
  var isInteger: Bool { digits.count <= max(exponent, 0) }

  /// The power of ten that an exponent names, as near as it fits.
  private static func power(_ text: Substring) -> Int {
    if text.isEmpty { return 0 }
    return Int(text) ?? (text.hasPrefix("-") ? .min : .max)
  }

  private static func sum(_ left: Int, _ right: Int) -> Int {
    let (sum, overflow) = left.addingReportingOverflow(right)
    return overflow ? (right < 0 ? .min : .max) : sum
  }
}

extension ExactDecimal: Comparable {
  static func < (left: ExactDecimal, right: ExactDecimal) -> Bool {
    if left.isNegative != right.isNegative { return left.isNegative }
    return left.isNegative ? right.isSmaller(than: left) : left.isSmaller(than: right)
  }

  /// Whether the value without its sign is smaller than another without its sign.
  private func isSmaller(than other: ExactDecimal) -> Bool {
    if digits.isEmpty || other.digits.isEmpty { return digits.isEmpty && !other.digits.isEmpty }
    if exponent != other.exponent { return exponent < other.exponent }
    return digits.lexicographicallyPrecedes(other.digits)
  }
}

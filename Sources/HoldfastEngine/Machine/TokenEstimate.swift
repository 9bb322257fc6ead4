/// About how many tokens a text has, for providers that do not say: it may be a fifth off.
///
/// A word of up to six letters counts as one, as does each sign and each run of line ends; scripts without spaces count
/// by character. A value that is fed piece by piece: how a text is cut makes no difference.
package struct TokenEstimate: Sendable, Equatable {
  private enum Kind: Sendable, Equatable { case none, letters(Int), lineEnds }

  /// The estimate so far.
  package private(set) var tokens = 0
  private var last = Kind.none

  package init() {}

  /// Takes more of the text.
  package mutating func accept(_ text: String) {
    for scalar in text.unicodeScalars {
      if scalar.isASCII { accept(ascii: UInt8(truncatingIfNeeded: scalar.value)) } else { accept(scalar) }
    }
  }

  /// The same as the general way below without a look into Unicode's tables, which cost more than all else of a
  /// token.
  private mutating func accept(ascii byte: UInt8) {
    switch byte {
    case 0x0A, 0x0D:
      if last != .lineEnds { tokens += 1 }
      last = .lineEnds
    case 0x20, 0x09, 0x0B, 0x0C: last = .none
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: acceptLetter()
    default:
      tokens += 1
      last = .none
    }
  }

  private mutating func acceptLetter() {
    var length = 0
    if case .letters(let before) = last { length = before }
    if length.isMultiple(of: 6) { tokens += 1 }
    last = .letters(length + 1)
  }

  private mutating func accept(_ scalar: Unicode.Scalar) {
    if scalar.properties.isWhitespace {
      last = .none
    } else if scalar.value >= 0x2E80 {
      tokens += 1
      last = .none
    } else if scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
      acceptLetter()
    } else {
      tokens += 1
      last = .none
    }
  }
}

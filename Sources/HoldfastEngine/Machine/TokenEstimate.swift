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
    for scalar in text.unicodeScalars { accept(scalar) }
  }

  private mutating func accept(_ scalar: Unicode.Scalar) {
    if scalar == "\n" || scalar == "\r" {
      if last != .lineEnds { tokens += 1 }
      last = .lineEnds
    } else if scalar.properties.isWhitespace {
      last = .none
    } else if scalar.value >= 0x2E80 {
      tokens += 1
      last = .none
    } else if scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
      var length = 0
      if case .letters(let before) = last { length = before }
      if length.isMultiple(of: 6) { tokens += 1 }
      last = .letters(length + 1)
    } else {
      tokens += 1
      last = .none
    }
  }
}

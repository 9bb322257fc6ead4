/// Takes from a continuation what it repeats of the text before it.
///
/// Some models say the last words again, or all of them, before they go on. Text is held back only while it may still
/// be such a repeat, up to ``maximum`` characters or the length of the whole text. What is not surely a repeat stays:
/// two letters that happen to be the same are no repeat.
package struct OverlapTrimmer: Sendable, Equatable {
  /// The longest repeat of the end of a text that is looked for, in characters.
  package static let maximum = 200
  /// From how many characters on a repeat is no accident, wherever it begins.
  private static let certain = 20
  /// From how many characters on a repeat is none when it begins where a word begins.
  private static let likely = 4

  private let before: [Character]
  /// Whether the model was asked to say the last words again.
  private let isAsked: Bool
  /// The lengths of repeats that are still possible, the longest first.
  private var possible: [Int]
  private var held: [Character] = []
  private var isDone = false
  /// Whether anything was a repeat.
  package private(set) var hasTrimmed = false

  /// Prepares to look at what follows a text.
  ///
  /// - Parameter isAsked: Whether the model was asked to say the last words again: then a whole line is no accident,
  ///   however short it is.
  package init(after text: String, isAsked: Bool = false) {
    self.isAsked = isAsked
    let characters = Array(text)
    before = characters
    let longest = min(Self.maximum, characters.count)
    let whole = characters.count > longest ? [characters.count] : []
    possible = whole + stride(from: longest, to: 0, by: -1)
  }

  /// What of more text is new, as far as it can be told.
  package mutating func accept(_ text: String) -> String {
    if isDone { return text }
    var rest = Substring(text)
    while let character = rest.first {
      rest.removeFirst()
      held.append(character)
      let index = held.count - 1
      // A length that is reached has matched; a longer one needs the same character at this place.
      possible.removeAll { $0 > index && before[before.count - $0 + index] != character }
      if !possible.contains(where: { $0 > held.count }) { return finish() + rest }
    }
    return ""
  }

  /// What is new of what was held back, when nothing more comes, or nothing longer can be a repeat.
  package mutating func finish() -> String {
    guard !isDone else { return "" }
    isDone = true
    let repeated = possible.first { $0 <= held.count && isRepeat($0) } ?? 0
    hasTrimmed = repeated > 0
    return String(held.dropFirst(repeated))
  }

  private func isRepeat(_ length: Int) -> Bool {
    let start = before.count - length
    if isAsked, start == 0 || before[start - 1].isNewline { return true }
    let letters = before[start...].count { $0.isLetter || $0.isNumber }
    guard letters * 2 >= length else { return false }
    if !isAsked {
      // One that writes on in its own answer seldom says anything again, and a text may go on as it has gone before.
      return start == 0 ? length >= Self.likely : length >= Self.certain && !isPattern(from: start)
    }
    let isWordStart = start == 0 || before[start - 1].isWhitespace
    return length >= Self.certain || (isWordStart && length >= Self.likely)
  }

  /// Whether the end of the text from a place on stands in the text just before as well, as in lists and tables.
  private func isPattern(from start: Int) -> Bool {
    let end = before[start...]
    let first = max(0, start - Self.maximum)
    return (first..<start).contains { before[$0..<min($0 + end.count, before.count)].elementsEqual(end) }
  }
}

/// The white space that a reply so far ends in, and that its continuation brings again.
///
/// For a provider that was shown the reply without it: what the model puts there is dropped as far as it is
/// there already, and no further.
struct RepeatedSpace: Repetition {
  private let space: [Unicode.Scalar]
  private var start: [Unicode.Scalar] = []

  /// Takes a reply so far; `nil` when it does not end in white space.
  init?(behind text: String) {
    let space = text.unicodeScalars.reversed().prefix { $0.properties.isWhitespace }
    guard !space.isEmpty else { return nil }
    self.space = space.reversed()
  }

  var hasText: Bool { !start.isEmpty }

  mutating func take(_ text: String) -> String? {
    start += text.unicodeScalars
    let leading = start.prefix { $0.properties.isWhitespace }
    // No more than there is can be repeated.
    return leading.count < start.count || leading.count >= space.count ? end() : nil
  }

  func end() -> String {
    var rest = String.UnicodeScalarView()
    rest.append(contentsOf: start.dropFirst(repeated))
    return String(rest)
  }

  /// The most that is white space from the beginning of the known one, or up to its end.
  private var repeated: Int {
    let leading = start.prefix { $0.properties.isWhitespace }
    for count in stride(from: min(leading.count, space.count), to: 0, by: -1) {
      let known = leading.prefix(count)
      if known.elementsEqual(space.prefix(count)) || known.elementsEqual(space.suffix(count)) { return count }
    }
    return 0
  }
}

/// Guesses which setting was meant by a name that none has.
enum Suggestion {
  /// The words `; did you mean …?`, or none.
  ///
  /// - Parameters:
  ///   - name: The name that none has.
  ///   - property: Which name of the setting is told.
  static func words(for name: String, telling property: KeyPath<Setting, String>) -> String {
    nearest(to: name).map { "; did you mean \($0[keyPath: property])?" } ?? ""
  }

  /// The words `; did you mean …?` for a key of the file that nothing has, or none.
  static func words(forKey key: String) -> String {
    for section in ConfigurationSections.all {
      if let meant = section.suggestion(for: key) { return "; did you mean \(meant)?" }
    }
    return words(for: key, telling: \.key)
  }

  /// The words `; did you mean …?` with one of some names, or none.
  ///
  /// - Parameter prefix: What is told before the name.
  static func words(for name: String, among names: [String], after prefix: String = "") -> String {
    let candidates = names.map { ($0, words(of: $0)) }
    return nearest(to: words(of: name), among: candidates).map { "; did you mean \(prefix)\($0)?" } ?? ""
  }

  /// Whether two words differ in a letter or two.
  static func isNear(_ left: String, _ right: String) -> Bool { distance(left.lowercased(), right) <= 2 }

  private static func nearest(to name: String) -> Setting? {
    nearest(
      to: words(of: name),
      among: Setting.all.flatMap { [($0, words(of: $0.key)), ($0, words(of: $0.variable))] })
  }

  /// What was probably meant: something with the same words and more, else with few other letters.
  private static func nearest<Known>(to wanted: [String], among known: [(Known, [String])]) -> Known? {
    guard !wanted.isEmpty else { return nil }
    if let longer = known.first(where: { Set($0.1).isSuperset(of: wanted) }) { return longer.0 }
    let text = wanted.joined()
    let distances = known.map { (known: $0, distance: distance(text, $1.joined())) }
    guard let best = distances.min(by: { $0.distance < $1.distance }) else { return nil }
    return best.distance <= max(2, text.count / 4) ? best.known : nil
  }

  /// The words of a name, however it is written: `http.webRoot`, `HOLDFAST_HTTP_WEB_ROOT`.
  private static func words(of name: String) -> [String] {
    var words = [""]
    var previous: Character = "_"
    for character in name {
      let isSeparator = !(character.isLetter || character.isNumber)
      if isSeparator || previous.isLowercase && character.isUppercase { words.append("") }
      if !isSeparator { words[words.count - 1] += character.lowercased() }
      previous = character
    }
    let prefix = SettingNames.variablePrefix.dropLast().lowercased()
    return words.filter { !$0.isEmpty && $0 != prefix }
  }

  /// How many letters must be put in, left out or replaced to make one text the other (Levenshtein).
  private static func distance(_ left: String, _ right: String) -> Int {
    let right = Array(right)
    var row = Array(0...right.count)
    for (index, character) in left.enumerated() {
      var diagonal = row[0]
      row[0] = index + 1
      for place in right.indices {
        let replaced = diagonal + (right[place] == character ? 0 : 1)
        diagonal = row[place + 1]
        row[place + 1] = min(replaced, diagonal + 1, row[place] + 1)
      }
    }
    return row[right.count]
  }
}

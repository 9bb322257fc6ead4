extension SettingValue {
  /// The value as one text, as it is.
  var one: String {
    get throws(SettingProblem) {
      guard case .scalar(let text) = self else { throw SettingProblem("is a list, and takes one value") }
      return text
    }
  }

  /// The value as one text, without white space around it.
  var trimmed: String {
    get throws(SettingProblem) { String(try one.trimmingSpace) }
  }

  /// The value as a whole number.
  var integer: Int {
    get throws(SettingProblem) {
      let text = try trimmed
      guard let number = Int(text) else { throw .value(text, "is no whole number") }
      return number
    }
  }

  /// The value as a list; one text is split at its commas.
  var many: [String] {
    let parts =
      switch self {
      case .scalar(let text): text.split(separator: ",").map(\.trimmingSpace)
      case .list(let texts): texts.map(\.trimmingSpace)
      }
    return parts.filter { !$0.isEmpty }.map(String.init)
  }
}

extension StringProtocol {
  /// The text without the white space around it.
  var trimmingSpace: SubSequence {
    guard let first = firstIndex(where: { !$0.isWhitespace }),
      let last = lastIndex(where: { !$0.isWhitespace })
    else { return self[endIndex...] }
    return self[first...last]
  }
}

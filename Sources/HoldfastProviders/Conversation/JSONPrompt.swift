/// What a model is told that is to answer with JSON.
enum JSONPrompt {
  /// The line in the system text.
  static let text =
    "Answer with one valid JSON object and nothing else: no words before or behind it, no code fence."

  /// A system text with the line at its end.
  static func appended(to system: String?) -> String {
    guard let system, !system.trimmingSpaces.isEmpty else { return text }
    return "\(system)\n\n\(text)"
  }
}

import HoldfastModel

/// Takes from a refusal what a model can use: the words of the tool, without addresses and secrets.
struct RefusalWords: Sendable {
  /// The most characters that are told.
  private static let maximumCharacters = 240

  private let secrets: [String]

  /// Prepares to hide some words.
  ///
  /// - Parameter secrets: What must not be told, wherever it stands in a word: hosts and secrets.
  init(hiding secrets: [String]) { self.secrets = secrets.filter { !$0.isEmpty } }

  /// The words of an answer in JSON; `nil` when it has none.
  func words(of answer: ToolAnswer) -> String? {
    guard answer.isWhole, let value = try? JSONParser.parse(answer.bytes) else { return nil }
    let error = value["error"]
    let candidates = [value["message"], error?["message"], value["detail"], error]
    guard let text = candidates.lazy.compactMap({ $0?.stringValue }).first else { return nil }
    let words = text.prefix(Self.maximumCharacters).split(whereSeparator: \.isWhitespace).map(shown)
    return words.isEmpty ? nil : words.joined(separator: " ")
  }

  private func shown(_ word: Substring) -> String {
    let isHidden = word.contains("://") || secrets.contains { word.lowercased().contains($0.lowercased()) }
    return isHidden ? "…" : String(word.unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7F })
  }
}

import HoldfastModel

/// Takes out of a provider's words what must not be logged: the key, and whatever repeats the conversation.
struct Redaction: Sendable {
  /// The most characters of a message that are kept.
  static let maximumCharacters = 240
  /// The length from which a run of equal bytes counts as a repetition.
  private static let runBytes = 8

  let key: ProviderKey?
  let request: ModelRequest

  /// The message, shortened, each word that gives something away replaced by an ellipsis.
  func words(of message: String) -> String {
    let shortened = message.prefix(Self.maximumCharacters)
    let conversation = strings()
    let repeated = repeatedBytes(in: Array(shortened.utf8), of: conversation)
    var words: [String] = []
    for word in shortened.split(omittingEmptySubsequences: false, whereSeparator: \.isWhitespace) {
      guard !word.isEmpty else { continue }
      let start = shortened.utf8.distance(from: shortened.startIndex, to: word.startIndex)
      let isRepeated = repeated[start..<start + word.utf8.count].contains(true)
      let isHidden = isRepeated || showsKey(in: word) || quotes(word, from: conversation)
      if !isHidden { words.append(word.filter { ($0.asciiValue ?? 0x20) >= 0x20 }) }
      if isHidden, words.last != "…" { words.append("…") }
    }
    if shortened.endIndex < message.endIndex, words.last != "…" { words.append("…") }
    return words.joined(separator: " ")
  }

  /// Whether the word has the key, its beginning, or a key with its middle starred out.
  func showsKey(in word: some StringProtocol) -> Bool {
    if word.contains("***") || word.contains("sk-") { return true }
    guard let key, key.value.count >= 4 else { return false }
    return word.contains(key.value.prefix(6))
  }

  /// Whether the word is quoted and stands in the conversation.
  private func quotes(_ word: Substring, from conversation: [String]) -> Bool {
    let marks: Set<Character> = ["'", "\"", "`", "“", "”", "‘", "’", "«", "»"]
    guard word.contains(where: marks.contains) else { return false }
    let bare = word.filter { !marks.contains($0) && !".,:;!?()[]{}".contains($0) }
    return !bare.isEmpty && conversation.contains { $0.contains(bare) }
  }

  /// For each byte of the message, whether it is part of a run that the conversation has too.
  private func repeatedBytes(in message: [UInt8], of conversation: [String]) -> [Bool] {
    var repeated = [Bool](repeating: false, count: message.count)
    var places: [UInt64: [Int]] = [:]
    Self.windows(of: message) { window, start in places[window, default: []].append(start) }
    for text in conversation {
      Self.windows(of: text.utf8) { window, _ in
        for start in places.removeValue(forKey: window) ?? [] {
          for index in start..<start + Self.runBytes { repeated[index] = true }
        }
      }
    }
    return repeated
  }

  private static func windows(of bytes: some Sequence<UInt8>, _ body: (UInt64, Int) -> Void) {
    var window: UInt64 = 0
    var count = 0
    for byte in bytes {
      window = window << 8 | UInt64(byte)
      count += 1
      if count >= runBytes { body(window, count - runBytes) }
    }
  }

  /// Every string that was sent.
  private func strings() -> [String] {
    var strings = [request.system, request.continuing?.text].compactMap { $0 } + request.tools.map(\.summary)
    func collect(_ value: JSONValue) {
      switch value {
      case .string(let text): strings.append(text)
      case .array(let elements): for element in elements { collect(element) }
      case .object(let object): for member in object.members { collect(member.value) }
      case .number, .bool, .null: break
      }
    }
    for message in request.messages { for part in message.parts { collect(.object(part.json)) } }
    return strings
  }
}

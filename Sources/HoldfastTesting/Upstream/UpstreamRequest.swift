public import HoldfastModel

/// A request as a ``ScriptedUpstream`` got it.
public struct UpstreamRequest: Sendable {
  /// Which one it is of those that came, from 1.
  public var number: Int
  /// Which one it is of those that name its model, from 1.
  public var numberOfModel: Int
  /// When it was there as a whole.
  public var receivedAt: ContinuousClock.Instant
  /// The API that it speaks.
  public var format: UpstreamFormat
  /// The model that it names.
  public var model: String
  /// Its header fields; names in lower case.
  public var fields: [(name: String, value: String)]
  /// Its body.
  public var body: JSONValue
  /// Whether the client closed the connection before the answer had come to its end.
  public var wasClosedByClient = false

  /// The value of a field; the name in lower case.
  public func field(_ name: String) -> String? { fields.first { $0.name == name }?.value }

  /// The roles of the conversation, in order.
  public var roles: [String] { messages.map { $0["role"]?.stringValue ?? "" } }

  /// The user's first words.
  public var question: String {
    messages.first { $0["role"] == "user" }.map { Self.text(of: $0["content"]) } ?? ""
  }

  /// Whether the conversation ends with the assistant's words, which are to be gone on with.
  public var isPrefill: Bool { roles.last == "assistant" }

  /// What of a reply the conversation holds already, when it asks to go on with it; else nothing.
  ///
  /// The assistant's last words count when at most one message is behind them and they begin the reply.
  public func beginning(of reply: String) -> String {
    guard let place = roles.lastIndex(of: "assistant"), place >= roles.count - 2 else { return "" }
    let text = Self.text(of: messages[place]["content"])
    return text != reply && reply.utf8.starts(with: text.utf8) ? text : ""
  }

  /// What the user's last words ask to be said again of what a reply goes on with: its end, in quotation marks.
  public func wordsToRepeat(of beginning: String) -> String {
    guard roles.last == "user", let text = messages.last.map({ Self.text(of: $0["content"]) }),
      let start = text.firstIndex(of: "\""), let end = text.lastIndex(of: "\""), start < end
    else { return "" }
    let words = String(text[text.index(after: start)..<end])
    return beginning.utf8.reversed().starts(with: words.utf8.reversed()) ? words : ""
  }

  private var messages: [JSONValue] { body["messages"]?.arrayValue ?? [] }

  private static func text(of content: JSONValue?) -> String {
    content?.stringValue
      ?? (content?.arrayValue ?? []).compactMap { $0["text"]?.stringValue }.joined()
  }
}

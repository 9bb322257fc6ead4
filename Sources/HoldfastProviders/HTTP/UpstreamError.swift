import HoldfastModel

/// What a provider says about an error, in any of the shapes that are about.
///
/// OpenAI: `{"error":{"message","type","param","code"}}` (API reference, "Errors"). vLLM and Mistral:
/// `{"object":"error","message","type","code"}`. Ollama, TGI: `{"error":"…","error_type":"…"}`. Google: an array of
/// one, with `status`. FastAPI: `{"detail":"…"}`.
struct UpstreamError: Sendable, Hashable {
  /// Names for the machine, the most telling first: `code`, `type`, `status`.
  var names: [String] = []
  /// A status code given as the error's code.
  var status: Int?
  /// Words for a person, which may hold anything, the prompt included.
  var message: String?

  /// Reads a body that is an error whatever its shape.
  init(body: [UInt8]) {
    // HTML, plain text, half an answer: the status must do.
    let json = (try? JSONParser.parse(body)) ?? .null
    self.init(error: json.arrayValue?.first ?? json)
  }

  /// Reads an event of a stream; `nil` when it is no error.
  init?(event: JSONValue) {
    let hasError = event["error"].map { !$0.isNull } ?? false
    guard hasError || event["object"]?.stringValue == "error" else { return nil }
    self.init(error: event)
  }

  /// Reads an error, with or without the member `error` around it.
  init(error json: JSONValue) {
    let inner = json["error"] ?? json
    let places = inner.objectValue == nil ? [json] : [inner, json]
    for place in places {
      for key in ["code", "type", "error_type", "status"] {
        guard let value = place[key] else { continue }
        if let number = value.intValue ?? value.stringValue.flatMap({ Int($0) }) {
          status = status ?? ((400..<600).contains(number) ? number : nil)
        } else if let name = value.stringValue, name != "error", Self.isName(name), !names.contains(name) {
          names.append(name)
        }
      }
      message = message ?? place["message"]?.stringValue ?? place["detail"]?.stringValue
    }
    message = message ?? inner.stringValue
  }

  /// Whether the text is a name, not words.
  private static func isName(_ text: String) -> Bool {
    (1...64).contains(text.utf8.count)
      && text.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."):
          true
        default: false
        }
      }
  }
}

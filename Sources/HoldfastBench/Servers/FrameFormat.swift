/// How a server of the rig writes the tokens of a script.
package enum FrameFormat: Sendable {
  /// As an OpenAI-compatible provider writes Chat Completions.
  case completions
  /// As Holdfast writes its frames: with an `id:` as long as a cursor, and the AI SDK's chunk.
  case uiMessages

  /// What comes before the first token.
  var opening: String {
    switch self {
    case .completions:
      #"data: {"id":"c","object":"chat.completion.chunk","created":1,"model":"bench","choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}]}"#
        + "\n\n"
    case .uiMessages:
      "retry: 1000\n\n" + Self.frame(#"{"type":"start","messageId":"m"}"#)
        + Self.frame(#"{"type":"text-start","id":"0"}"#)
    }
  }

  /// What comes before the text of a token.
  var beforeToken: String {
    switch self {
    case .completions:
      #"data: {"id":"c","object":"chat.completion.chunk","created":1,"model":"bench","choices":[{"index":0,"delta":{"content":""#
    case .uiMessages: Self.cursor + #"data: {"type":"text-delta","id":"0","delta":""#
    }
  }

  /// What comes after it.
  var afterToken: String {
    switch self {
    case .completions: #""},"finish_reason":null}]}"# + "\n\n"
    case .uiMessages: "\"}\n\n"
    }
  }

  /// What comes after the last token.
  var closing: String {
    switch self {
    case .completions:
      #"data: {"id":"c","object":"chat.completion.chunk","created":1,"model":"bench","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}"#
        + "\n\ndata: [DONE]\n\n"
    case .uiMessages:
      Self.frame(#"{"type":"text-end","id":"0"}"#) + Self.frame(#"{"type":"finish"}"#) + "data: [DONE]\n\n"
    }
  }

  /// As long as a cursor with its seal.
  private static let cursor = "id: " + String(repeating: "c", count: 60) + "\n"

  private static func frame(_ json: String) -> String { cursor + "data: " + json + "\n\n" }
}

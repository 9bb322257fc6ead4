/// One part of a message, of a kind that Holdfast knows or of any other: all members are kept.
public struct MessagePart: Sendable, Hashable {
  /// The part as it came.
  public var json: JSONObject

  /// Wraps an object; `nil` when it has no `type`.
  public init?(json: JSONObject) {
    guard json["type"]?.stringValue != nil else { return nil }
    self.json = json
  }

  /// What kind of part it is.
  public var type: String { json["type"]?.stringValue ?? "" }

  /// A text part.
  public static func text(_ text: String) -> MessagePart {
    MessagePart(unchecked: ["type": "text", "text": .string(text)])
  }

  /// Wraps an object that is known to have a `type`.
  init(unchecked json: JSONObject) { self.json = json }

  /// The text, when it is a text part.
  public var text: String? { type == "text" ? json["text"]?.stringValue : nil }

  /// The reasoning text, when it is a reasoning part.
  public var reasoning: String? { type == "reasoning" ? json["text"]?.stringValue : nil }

  /// Whether it is a `data-…` part.
  public var isData: Bool { type.hasPrefix("data-") }

  /// The address and media type, when it is a file part.
  public var file: (url: String, mediaType: String)? {
    guard type == "file", let url = json["url"]?.stringValue, let mediaType = json["mediaType"]?.stringValue
    else { return nil }
    return (url, mediaType)
  }

  /// The tool's name, when the part is a tool call.
  public var toolName: String? {
    if type == "dynamic-tool" { return json["toolName"]?.stringValue }
    return type.hasPrefix("tool-") ? String(type.dropFirst(5)) : nil
  }

  /// The name of the call, when the part is a tool call.
  public var toolCallID: String? { toolName == nil ? nil : json["toolCallId"]?.stringValue }
}

/// One message in the AI SDK's shape.
public struct UIMessage: Sendable, Hashable {
  /// Who speaks.
  public enum Role: String, Sendable, Hashable, CaseIterable {
    case system, user, assistant
  }

  /// The name.
  public var id: MessageID
  /// Who speaks.
  public var role: Role
  /// What the application attached; stored and handed back, never read.
  public var metadata: JSONValue?
  /// What is said, in order.
  public var parts: [MessagePart]

  /// Makes a message.
  public init(id: MessageID, role: Role, metadata: JSONValue? = nil, parts: [MessagePart]) {
    self.id = id
    self.role = role
    self.metadata = metadata
    self.parts = parts
  }

  /// All its text parts, joined.
  public var text: String { parts.compactMap(\.text).joined() }

  /// The message as JSON, with the members in the AI SDK's order.
  public var json: JSONObject {
    var object: JSONObject = ["id": .string(id.rawValue), "role": .string(role.rawValue)]
    object["metadata"] = metadata
    object["parts"] = .array(parts.map { .object($0.json) })
    return object
  }

  /// The canonical bytes of what makes two messages equal in content: role and parts, not metadata.
  ///
  /// Their SHA-256 is the message's fingerprint.
  public var fingerprintBytes: [UInt8] {
    let content: JSONObject = [
      "parts": .array(parts.map { .object($0.json) }), "role": .string(role.rawValue),
    ]
    return JSONValue.object(content).canonicalBytes
  }
}

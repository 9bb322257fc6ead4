import HoldfastModel
import HoldfastStores

/// Reads the key that a client marks repeats with.
enum RequestKey {
  /// The longest key, in characters.
  static let maximumLength = 255

  /// The text of an `Idempotency-Key` field: a string of RFC 8941, section 3.3.3, or the same without quotes.
  ///
  /// - Throws: ``ChatError`` 400 for anything but 1 to 255 visible ASCII characters.
  static func name(in field: String) throws(ChatError) -> String {
    let name = field.utf8.first == UInt8(ascii: "\"") ? unquoted(field) : Array(field.utf8)
    guard let name, (1...maximumLength).contains(name.count), name.allSatisfy({ (0x21...0x7E).contains($0) })
    else {
      throw ChatError.invalidRequest(
        "Idempotency-Key must be 1 to \(maximumLength) visible ASCII characters, with or without quotes")
    }
    return String(decoding: name, as: UTF8.self)
  }

  /// What stands between quotes; `nil` when they are not closed, or something follows.
  private static func unquoted(_ field: String) -> [UInt8]? {
    var (name, isEscaped, isClosed): ([UInt8], Bool, Bool) = ([], false, false)
    for byte in field.utf8.dropFirst() {
      if isClosed { return nil }
      switch byte {
      case _ where isEscaped:
        guard byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") else { return nil }
        name.append(byte)
        isEscaped = false
      case UInt8(ascii: "\\"): isEscaped = true
      case UInt8(ascii: "\""): isClosed = true
      default: name.append(byte)
      }
    }
    return isClosed ? name : nil
  }

  /// What a key stands for: the canonical JSON of what is asked, to be hashed.
  ///
  /// Only what counts is in it, so that a client may repeat a request in another form: `message` or `messages`, with
  /// other metadata, or with a longer history.
  static func content(of turn: Turn) -> [UInt8] {
    var object: JSONObject
    switch turn {
    case .submit(let message): object = submission(of: message)
    case .edit(let message):
      object = submission(of: message)
      object["messageId"] = .string(message.id.rawValue)
    case .regenerate(let target, let after):
      object = ["trigger": "regenerate-message"]
      object["messageId"] = target.map { .string($0.rawValue) }
      object["message"] = after.map { ["id": .string($0.rawValue), "role": "user"] }
    case .continuation(let reply, let answers):
      object = [
        "trigger": "submit-message",
        "message": [
          "id": .string(reply.rawValue), "role": "assistant", "parts": .array(answers.map(\.json)),
        ],
      ]
    }
    return JSONValue.object(object).canonicalBytes
  }

  private static func submission(of message: UIMessage) -> JSONObject {
    var content = message
    content.metadata = nil
    return ["trigger": "submit-message", "message": .object(content.json)]
  }
}

extension ToolAnswer {
  /// The answer as the members of a tool part.
  fileprivate var json: JSONValue {
    var object: JSONObject = ["toolCallId": .string(toolCallID)]
    switch content {
    case .output(let output): object["output"] = output
    case .error(let text): object["errorText"] = .string(text)
    case .approval(let id, let isApproved, let reason):
      var approval: JSONObject = ["id": .string(id), "approved": .bool(isApproved)]
      approval["reason"] = reason.map { .string($0) }
      object["approval"] = .object(approval)
    }
    return .object(object)
  }
}

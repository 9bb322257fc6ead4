import HoldfastModel

/// What an answer comes to, in a few words.
enum AnswerSummary {
  /// `new`, `repeat` or `more` (of a message that the page holds), what was said, and how it ended; or the error.
  static func of(_ answer: Answer, before messages: [JSONValue]) throws -> String {
    guard answer.status == 200 else {
      return "\(answer.status) \(try answer.json["errorCode"]?.stringValue ?? "?")"
    }
    let id = try answer.chunks.first?["messageId"]
    let isKnown = messages.contains { $0["id"] == id && $0["role"] == "assistant" }
    let kind = answer["idempotent-replayed"] == "true" ? "repeat" : isKnown ? "more" : "new"
    let calls = try answer.chunks.compactMap { chunk -> String? in
      switch chunk["type"]?.stringValue {
      case "tool-input-available": "call \(chunk["toolCallId"]?.stringValue ?? "")"
      case "tool-output-denied": "denied \(chunk["toolCallId"]?.stringValue ?? "")"
      default: nil
      }
    }
    let said = [try answer.replyText].filter { !$0.isEmpty } + calls
    return ([kind] + said + [try answer.types.last ?? "nothing"]).joined(separator: " | ")
  }
}

/// What is stored of a message, in a few words.
enum StoredSummary {
  static func of(_ message: JSONValue) -> String {
    var words = [message["role"]?.stringValue ?? "?"]
    if message["status"] != "complete" { words.append(message["status"]?.stringValue ?? "?") }
    for part in message["parts"]?.arrayValue ?? [] {
      switch part["type"]?.stringValue {
      case "text": words.append(part["text"]?.stringValue ?? "")
      case "file": words.append("file \(part["mediaType"]?.stringValue ?? "")")
      case "tool-place":
        let answer =
          part["output"]?.text ?? part["errorText"]?.stringValue ?? part["approval"]?["approved"]?.text
        words.append(
          ["call", part["toolCallId"]?.stringValue, part["state"]?.stringValue, answer].compactMap { $0 }
            .joined(separator: " "))
      default: continue
      }
    }
    return words.joined(separator: " | ")
  }
}

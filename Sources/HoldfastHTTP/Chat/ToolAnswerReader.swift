import HoldfastModel
import HoldfastStores

/// Reads from an assistant's message what its client answers to the calls in it, and nothing else.
///
/// The states are those of the AI SDK's tool parts (`UIToolInvocation`). What is no answer is passed over: the rest of
/// the message is known here, and a client that is refused would send it again.
struct ToolAnswerReader {
  let configuration: HTTPConfiguration

  /// The answers, one for each call, in their order.
  ///
  /// - Throws: ``ChatError`` 413 for answers beyond the limit of a message.
  func answers(in message: JSONObject) throws(ChatError) -> [ToolAnswer] {
    var answers: [ToolAnswer] = []
    var calls: Set<String> = []
    var bytes = 0
    for part in message["parts"]?.arrayValue ?? [] {
      guard let answer = Self.answer(in: part), calls.insert(answer.toolCallID).inserted else { continue }
      bytes += answer.toolCallID.utf8.count + answer.content.byteCount
      answers.append(answer)
    }
    guard bytes <= configuration.messageBytes else {
      throw ChatError.payloadTooLarge("the answers are larger than \(configuration.messageBytes) bytes")
    }
    return answers
  }

  private static func answer(in value: JSONValue) -> ToolAnswer? {
    guard let object = value.objectValue, let part = MessagePart(json: object), part.toolName != nil,
      let call = object["toolCallId"]?.stringValue, !call.isEmpty, let content = content(of: object)
    else { return nil }
    return ToolAnswer(toolCallID: call, content: content)
  }

  private static func content(of part: JSONObject) -> ToolAnswer.Content? {
    switch part["state"]?.stringValue {
    case "output-available":
      // What a tool returned as `undefined` is not in the JSON.
      return part["preliminary"]?.boolValue == true ? nil : .output(part["output"] ?? .null)
    case "output-error": return part["errorText"]?.stringValue.map { .error($0) }
    case "approval-responded":
      guard let id = part["approval"]?["id"]?.stringValue,
        let isApproved = part["approval"]?["approved"]?.boolValue
      else { return nil }
      return .approval(id: id, isApproved: isApproved, reason: part["approval"]?["reason"]?.stringValue)
    default: return nil
    }
  }
}

extension ToolAnswer.Content {
  /// How large the answer is, in bytes of JSON.
  fileprivate var byteCount: Int {
    switch self {
    case .output(let value): value.text.utf8.count
    case .error(let text): text.utf8.count
    case .approval(let id, _, let reason): id.utf8.count + (reason?.utf8.count ?? 0)
    }
  }
}

import HoldfastModel
import HoldfastStores

/// Reads from a body what is asked for.
///
/// Decided in this order: the trigger, the role of the message, whether a `messageId` names that message.
struct TurnReader {
  let configuration: HTTPConfiguration

  /// The turn.
  ///
  /// - Throws: ``ChatError`` 400 and 413, saying what is wrong.
  func turn(from body: StartBody) throws(ChatError) -> Turn {
    switch body.trigger {
    case nil, "submit-message", "submit-user-message": return try submission(from: body)
    case "regenerate-message", "regenerate-assistant-message": return try regeneration(from: body)
    default: throw ChatError.invalidRequest("trigger must be submit-message or regenerate-message")
    }
  }

  private func submission(from body: StartBody) throws(ChatError) -> Turn {
    if let object = body.message?.objectValue, object["role"]?.stringValue == "assistant" {
      guard let id = object["id"]?.stringValue, ClientIdentifier.isValid(id) else {
        throw ChatError.invalidRequest("the message's id must be 1 to 128 visible ASCII characters")
      }
      let answers = try ToolAnswerReader(configuration: configuration).answers(in: object)
      return .continuation(of: MessageID(rawValue: id), answers: answers)
    }
    let message = try UserMessageReader(configuration: configuration).message(from: body.message)
    // Clients send the id of the message that they replace; any other says nothing about a user message.
    return body.messageID == message.id.rawValue ? .edit(message) : .submit(message)
  }

  private func regeneration(from body: StartBody) throws(ChatError) -> Turn {
    let target = try body.messageID.map { (id) throws(ChatError) in
      guard ClientIdentifier.isValid(id) else {
        throw ChatError.invalidRequest("messageId must be 1 to 128 visible ASCII characters")
      }
      return MessageID(rawValue: id)
    }
    // A client has taken the reply out of its list: what is left ends with the user's message.
    var last: MessageID?
    if body.message?["role"] == "user", let id = body.message?["id"]?.stringValue,
      ClientIdentifier.isValid(id)
    {
      last = MessageID(rawValue: id)
    }
    return .regenerate(target: target, after: last)
  }
}

import HoldfastModel

/// The body of a POST that asks for a reply, as the AI SDK's clients send it.
///
/// Only the last message is read: clients send the whole conversation with every message, but what was said before
/// comes from the conversation store alone.
struct StartBody: Sendable, Equatable {
  var session: String?
  var message: JSONValue?
  var trigger: String?
  var messageID: String?
  var onActive: String?

  /// Reads a body.
  ///
  /// - Throws: ``ChatError`` 400 for what is no JSON object, or has a member of the wrong type.
  init(decoding bytes: [UInt8], depth: Int) throws(ChatError) {
    var parser = JSONParser(bytes, maximumDepth: depth)
    var wrongMember: String?
    var (single, last): (JSONValue?, Range<Int>?)
    var (session, trigger, messageID, onActive): (String?, String?, String?, String?)
    do {
      guard parser.isAtObject() else {
        throw ChatError.invalidRequest("the body must be a JSON object", code: .invalidJSON)
      }
      try parser.object { (parser, key) throws(JSONParsingError) in
        func text(_ value: JSONValue) -> String? {
          if value.stringValue == nil, !value.isNull { wrongMember = wrongMember ?? key }
          return value.stringValue
        }
        switch key {
        case "id": session = text(try parser.value())
        case "trigger": trigger = text(try parser.value())
        case "messageId": messageID = text(try parser.value())
        case "onActive": onActive = text(try parser.value())
        case "message": single = try parser.value()
        case "messages":
          guard parser.isAtArray() else {
            wrongMember = key
            return try parser.skip()
          }
          try parser.array { (parser) throws(JSONParsingError) in last = try parser.skipRange() }
        default: try parser.skip()
        }
      }
      try parser.end()
      if single == nil || single?.isNull == true {
        single = try last.map { (range) throws(JSONParsingError) in try parser.reread(range) }
      }
    } catch let error as JSONParsingError {
      throw ChatError.invalidRequest("\(error)", code: .invalidJSON)
    } catch let error as ChatError {
      throw error
    } catch {
      throw ChatError.invalidRequest("the body cannot be read", code: .invalidJSON)
    }
    if let wrongMember { throw ChatError.invalidRequest("\(wrongMember) has the wrong type") }
    self.session = session
    self.message = single
    self.trigger = trigger
    self.messageID = messageID
    self.onActive = onActive
  }
}

import HoldfastModel

/// Reads the user message of a request, and refuses what could not be answered or kept.
struct UserMessageReader {
  let configuration: HTTPConfiguration

  /// The message.
  ///
  /// - Throws: ``ChatError`` 400 and 413, saying what is wrong.
  func message(from value: JSONValue?) throws(ChatError) -> UIMessage {
    guard let value, !value.isNull else {
      throw ChatError.invalidRequest("there is no message", code: .noUserMessage)
    }
    guard let object = value.objectValue else {
      throw ChatError.invalidRequest("the message must be an object")
    }
    guard let role = object["role"]?.stringValue.flatMap(UIMessage.Role.init(rawValue:)) else {
      throw ChatError.invalidRequest("the message's role must be user, assistant or system")
    }
    guard role == .user else {
      throw ChatError.invalidRequest(
        "the last message must be the user's", code: .noUserMessage, message: "There is nothing to answer.")
    }
    guard let id = object["id"]?.stringValue, ClientIdentifier.isValid(id) else {
      throw ChatError.invalidRequest("the message's id must be 1 to 128 visible ASCII characters")
    }
    guard let values = object["parts"]?.arrayValue else {
      throw ChatError.invalidRequest("the message's parts must be an array")
    }
    var parts: [MessagePart] = []
    for value in values { parts.append(try part(from: value)) }
    let hasText = parts.contains { $0.text?.contains { !$0.isWhitespace } == true }
    guard hasText || parts.contains(where: { $0.file != nil }) else {
      throw ChatError.invalidRequest(
        "the message has no text and no file", code: .emptyMessage, message: "This message is empty.")
    }
    let metadata = object["metadata"].flatMap { $0.isNull ? nil : $0 }
    let message = UIMessage(id: MessageID(rawValue: id), role: .user, metadata: metadata, parts: parts)
    try checkSize(of: message)
    return message
  }

  private func part(from value: JSONValue) throws(ChatError) -> MessagePart {
    guard let object = value.objectValue, let part = MessagePart(json: object) else {
      throw ChatError.invalidRequest("each part must be an object with a type")
    }
    switch part.type {
    case "text":
      guard part.text != nil else { throw ChatError.invalidRequest("a text part must have a text") }
    case "file":
      guard let file = part.file else {
        throw ChatError.invalidRequest("a file part must have a url and a mediaType")
      }
      try check(file.url)
    default:
      guard part.isData else {
        throw ChatError.invalidRequest("a user message holds text, file and data-… parts only")
      }
      guard object["data"] != nil else { throw ChatError.invalidRequest("a data part must have data") }
    }
    return part
  }

  private func check(_ url: String) throws(ChatError) {
    if url.hasPrefix("https://") {
      guard Self.isAddress(url.utf8.dropFirst("https://".utf8.count)) else {
        throw ChatError.invalidRequest("a file's https: URL has no host, or is not written as one")
      }
      return
    }
    guard url.hasPrefix("data:"), let comma = url.utf8.firstIndex(of: UInt8(ascii: ",")) else {
      throw ChatError.invalidRequest("a file's url must be a data: or https: URL")
    }
    let payload = url.utf8[url.utf8.index(after: comma)...]
    let isBase64 = url.utf8[..<comma].reversed().starts(with: ";base64".utf8.reversed())
    if isBase64, !Self.isBase64(payload) {
      throw ChatError.invalidRequest("a file's data: URL is not valid base64")
    }
    let bytes = isBase64 ? payload.count / 4 * 3 : payload.count
    guard bytes <= configuration.fileBytes else {
      throw ChatError.payloadTooLarge("a file is larger than \(configuration.fileBytes) bytes")
    }
  }

  /// Whether the part of a URL after its scheme names a host, in visible ASCII (RFC 3986, section 2).
  private static func isAddress(_ bytes: Substring.UTF8View) -> Bool {
    guard let first = bytes.first, !"/?#".utf8.contains(first) else { return false }
    return bytes.allSatisfy { (0x21...0x7E).contains($0) }
  }

  /// Whether bytes are base64 (RFC 4648, section 4), with or without its padding.
  private static func isBase64(_ bytes: Substring.UTF8View) -> Bool {
    let padding = bytes.reversed().prefix { $0 == UInt8(ascii: "=") }.count
    let digits = bytes.dropLast(padding)
    return digits.count % 4 != 1 && (padding == 0 || (digits.count + padding) % 4 == 0 && padding < 3)
      && digits.allSatisfy(isBase64Digit)
  }

  private static func isBase64Digit(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "/"):
      true
    default: false
    }
  }

  private func checkSize(of message: UIMessage) throws(ChatError) {
    var bytes = message.metadata?.text.utf8.count ?? 0
    for part in message.parts {
      var json = part.json
      // The data of a file has a limit of its own.
      if part.file?.url.hasPrefix("data:") == true { json["url"] = nil }
      bytes += JSONValue.object(json).text.utf8.count
    }
    guard bytes <= configuration.messageBytes else {
      throw ChatError.payloadTooLarge("the message is larger than \(configuration.messageBytes) bytes")
    }
  }
}

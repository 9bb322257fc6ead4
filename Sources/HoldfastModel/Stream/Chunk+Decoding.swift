/// A text that is no chunk of the UI message stream.
public struct ChunkDecodingError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What is wrong, without the text itself.
  public var reason: String

  /// The reason; safe to log.
  public var description: String { "not a UI message chunk: \(reason)" }
}

extension Chunk {
  /// Reads a chunk as ``encoded(for:)`` wrote it, in any dialect.
  ///
  /// Unknown fields are passed over. What was accepted at the usual depth is nested deeper inside a chunk, so twice that
  /// depth is read.
  ///
  /// - Throws: ``ChunkDecodingError`` for text that is no JSON, for an unknown type and for a missing field.
  public init(decoding data: [UInt8]) throws(ChunkDecodingError) {
    let value: JSONValue
    do {
      value = try JSONParser.parse(data, maximumDepth: 2 * JSONParser.defaultMaximumDepth)
    } catch { throw ChunkDecodingError(reason: error.description) }
    guard let object = value.objectValue else { throw ChunkDecodingError(reason: "no object") }
    try self.init(Fields(object: object))
  }

  private init(_ fields: Fields) throws(ChunkDecodingError) {
    let type = try fields.string("type")
    switch type {
    case "start": self = .start(messageID: MessageID(rawValue: fields.optional("messageId") ?? ""))
    case "start-step": self = .startStep
    case "finish-step": self = .finishStep
    case "text-start", "reasoning-start":
      self = .textStart(
        type == "text-start" ? .text : .reasoning, id: try fields.string("id"),
        providerMetadata: fields["providerMetadata"])
    case "text-delta", "reasoning-delta":
      self = .textDelta(
        type == "text-delta" ? .text : .reasoning, id: try fields.string("id"),
        delta: try fields.string("delta"), providerMetadata: fields["providerMetadata"])
    case "text-end", "reasoning-end":
      self = .textEnd(
        type == "text-end" ? .text : .reasoning, id: try fields.string("id"),
        providerMetadata: fields["providerMetadata"])
    case "source-url":
      self = .sourceURL(
        sourceID: try fields.string("sourceId"), url: try fields.string("url"),
        title: fields.optional("title"))
    case "source-document":
      self = .sourceDocument(
        sourceID: try fields.string("sourceId"), mediaType: try fields.string("mediaType"),
        title: try fields.string("title"), filename: fields.optional("filename"))
    case "file": self = .file(url: try fields.string("url"), mediaType: try fields.string("mediaType"))
    case "message-metadata": self = .messageMetadata(try fields.value("messageMetadata"))
    case "finish":
      self = .finish(
        messageMetadata: fields["messageMetadata"],
        reason: fields.optional("finishReason").flatMap(FinishReason.init(rawValue:)))
    case "abort": self = .abort(reason: fields.optional("reason"))
    case "error": self = .error(errorText: try fields.string("errorText"))
    default:
      if let approval = fields.olderApproval {
        self = approval
      } else if type.hasPrefix("data-") {
        self = .data(
          name: String(type.dropFirst(5)), value: try fields.value("data"), id: fields.optional("id"),
          transient: fields.flag("transient"))
      } else {
        try self.init(tool: type, fields)
      }
    }
  }

  private init(tool type: String, _ fields: Fields) throws(ChunkDecodingError) {
    switch type {
    case "tool-input-start": self = .toolInputStart(try fields.call())
    case "tool-input-delta":
      self = .toolInputDelta(
        toolCallID: try fields.string("toolCallId"), inputTextDelta: try fields.string("inputTextDelta"))
    case "tool-input-available":
      self = .toolInputAvailable(
        try fields.call(), input: try fields.value("input"), providerMetadata: fields["providerMetadata"])
    case "tool-input-error":
      self = .toolInputError(
        try fields.call(), input: try fields.value("input"), errorText: try fields.string("errorText"),
        providerMetadata: fields["providerMetadata"])
    case "tool-output-available":
      self = .toolOutputAvailable(
        try fields.answer(), output: try fields.value("output"), preliminary: fields.flag("preliminary"))
    case "tool-output-error":
      self = .toolOutputError(try fields.answer(), errorText: try fields.string("errorText"))
    case "tool-approval-request":
      self = .toolApprovalRequest(
        approvalID: try fields.string("approvalId"), toolCallID: try fields.string("toolCallId"))
    case "tool-output-denied": self = .toolOutputDenied(toolCallID: try fields.string("toolCallId"))
    default: throw ChunkDecodingError(reason: "unknown type")
    }
  }
}

/// The members of a chunk, read with a clear error.
private struct Fields {
  let object: JSONObject

  subscript(key: String) -> JSONValue? { object[key] }

  func value(_ key: String) throws(ChunkDecodingError) -> JSONValue {
    guard let value = object[key] else { throw ChunkDecodingError(reason: "no \(key)") }
    return value
  }

  func string(_ key: String) throws(ChunkDecodingError) -> String {
    guard let text = object[key]?.stringValue else { throw ChunkDecodingError(reason: "no text \(key)") }
    return text
  }

  /// The request for an approval as the oldest dialect has it, which knows no chunk of its own for it.
  var olderApproval: Chunk? {
    guard object["type"] == "data-approval", !flag("transient"), let data = object["data"],
      let approvalID = data["approvalId"]?.stringValue, let toolCallID = data["toolCallId"]?.stringValue,
      optional("id") == approvalID
    else { return nil }
    return .toolApprovalRequest(approvalID: approvalID, toolCallID: toolCallID)
  }

  func optional(_ key: String) -> String? { object[key]?.stringValue }

  func flag(_ key: String) -> Bool { object[key]?.boolValue ?? false }

  func call() throws(ChunkDecodingError) -> Chunk.ToolCall {
    Chunk.ToolCall(
      toolCallID: try string("toolCallId"), toolName: try string("toolName"), dynamic: flag("dynamic"),
      providerExecuted: flag("providerExecuted"), title: optional("title"))
  }

  func answer() throws(ChunkDecodingError) -> Chunk.ToolAnswer {
    Chunk.ToolAnswer(
      toolCallID: try string("toolCallId"), dynamic: flag("dynamic"),
      providerExecuted: flag("providerExecuted"))
  }
}

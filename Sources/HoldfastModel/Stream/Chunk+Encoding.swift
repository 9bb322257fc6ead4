extension Chunk {
  /// The chunk as one line of JSON, with the fields that a dialect knows.
  public func encoded(for dialect: Dialect) -> [UInt8] {
    var writer = JSONWriter()
    let newer = dialect.hasVersion6Fields
    writer.object { json in
      switch self {
      case .start(let messageID):
        json.member("type", "start")
        json.member("messageId", messageID.rawValue)
      case .startStep: json.member("type", "start-step")
      case .finishStep: json.member("type", "finish-step")
      case .textStart(let kind, let id, let metadata):
        json.text(kind, "-start", id: id, providerMetadata: metadata)
      case .textDelta(let kind, let id, let delta, let metadata):
        json.text(kind, "-delta", id: id, delta: delta, providerMetadata: metadata)
      case .textEnd(let kind, let id, let metadata):
        json.text(kind, "-end", id: id, providerMetadata: metadata)
      case .sourceURL(let sourceID, let url, let title):
        json.member("type", "source-url")
        json.member("sourceId", sourceID)
        json.member("url", url)
        json.member("title", title)
      case .sourceDocument(let sourceID, let mediaType, let title, let filename):
        json.member("type", "source-document")
        json.member("sourceId", sourceID)
        json.member("mediaType", mediaType)
        json.member("title", title)
        json.member("filename", filename)
      case .file(let url, let mediaType):
        json.member("type", "file")
        json.member("url", url)
        json.member("mediaType", mediaType)
      case .data(let name, let value, let id, let transient):
        json.member("type", "data-\(name)")
        json.member("id", id)
        json.flag("transient", transient)
        json.member("data", value)
      case .messageMetadata(let metadata):
        json.member("type", "message-metadata")
        json.member("messageMetadata", metadata)
      case .finish(let metadata, let reason):
        json.member("type", "finish")
        if newer { json.member("finishReason", reason?.wireValue) }
        json.member("messageMetadata", metadata)
      case .abort(let reason):
        json.member("type", "abort")
        if newer { json.member("reason", reason) }
      case .error(let errorText):
        json.member("type", "error")
        json.member("errorText", errorText)
      default: encodeTool(to: &json, newer: newer)
      }
    }
    return writer.bytes
  }

  private func encodeTool(to json: inout JSONWriter, newer: Bool) {
    switch self {
    case .toolInputStart(let call):
      json.head("tool-input-start", call, newer: newer)
    case .toolInputDelta(let toolCallID, let inputTextDelta):
      json.member("type", "tool-input-delta")
      json.member("toolCallId", toolCallID)
      json.member("inputTextDelta", inputTextDelta)
    case .toolInputAvailable(let call, let input, let metadata):
      json.head("tool-input-available", call, newer: newer)
      json.member("input", input)
      json.member("providerMetadata", metadata)
    case .toolInputError(let call, let input, let errorText, let metadata):
      json.head("tool-input-error", call, newer: false)
      json.member("input", input)
      json.member("errorText", errorText)
      json.member("providerMetadata", metadata)
    case .toolOutputAvailable(let answer, let output, let preliminary):
      json.head("tool-output-available", answer)
      json.member("output", output)
      json.flag("preliminary", preliminary)
    case .toolOutputError(let answer, let errorText):
      json.head("tool-output-error", answer)
      json.member("errorText", errorText)
    case .toolApprovalRequest(let approvalID, let toolCallID):
      if newer {
        json.member("type", "tool-approval-request")
        json.member("approvalId", approvalID)
        json.member("toolCallId", toolCallID)
      } else {
        json.member("type", "data-approval")
        json.member("id", approvalID)
        json.member("data", ["approvalId": .string(approvalID), "toolCallId": .string(toolCallID)])
      }
    case .toolOutputDenied(let toolCallID):
      json.member("type", newer ? "tool-output-denied" : "tool-output-error")
      json.member("toolCallId", toolCallID)
      if !newer { json.member("errorText", "The call was denied.") }
    default: break
    }
  }
}

extension JSONWriter {
  fileprivate mutating func flag(_ key: String, _ value: Bool) {
    if value { member(key, .bool(true)) }
  }

  fileprivate mutating func text(
    _ kind: Chunk.TextKind, _ suffix: String, id: String, delta: String? = nil, providerMetadata: JSONValue?
  ) {
    member("type", kind.rawValue + suffix)
    member("id", id)
    member("delta", delta)
    member("providerMetadata", providerMetadata)
  }

  fileprivate mutating func head(_ type: String, _ call: Chunk.ToolCall, newer: Bool) {
    member("type", type)
    member("toolCallId", call.toolCallID)
    member("toolName", call.toolName)
    flag("dynamic", call.dynamic)
    flag("providerExecuted", call.providerExecuted)
    if newer { member("title", call.title) }
  }

  fileprivate mutating func head(_ type: String, _ answer: Chunk.ToolAnswer) {
    member("type", type)
    member("toolCallId", answer.toolCallID)
    flag("dynamic", answer.dynamic)
    flag("providerExecuted", answer.providerExecuted)
  }
}

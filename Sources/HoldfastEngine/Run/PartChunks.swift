package import HoldfastModel

/// Says the parts of a stored message again, as the chunks that make them at a client.
///
/// For the reader of a continuation that does not hold what the message said before.
package enum PartChunks {
  /// The chunks that make the parts, in whole steps.
  package static func chunks(for parts: [MessagePart]) -> [Chunk] {
    var chunks: [Chunk] = []
    var isStepOpen = false
    for (index, part) in parts.enumerated() {
      if part.type == "step-start" {
        if isStepOpen { chunks.append(.finishStep) }
        chunks.append(.startStep)
        isStepOpen = true
        continue
      }
      let more = self.chunks(for: part, id: "earlier-\(index + 1)")
      if !more.isEmpty, !isStepOpen {
        chunks.append(.startStep)
        isStepOpen = true
      }
      chunks += more
    }
    return isStepOpen ? chunks + [.finishStep] : chunks
  }

  private static func chunks(for part: MessagePart, id: String) -> [Chunk] {
    let json = part.json
    func text(_ key: String) -> String? { json[key]?.stringValue }
    switch part.type {
    case "text", "reasoning":
      let kind: Chunk.TextKind = part.type == "text" ? .text : .reasoning
      let metadata = json["providerMetadata"]
      let delta: [Chunk] = text("text").map { $0.isEmpty ? [] : [.textDelta(kind, id: id, delta: $0)] } ?? []
      return [.textStart(kind, id: id, providerMetadata: metadata)] + delta + [.textEnd(kind, id: id)]
    case "source-url":
      guard let source = text("sourceId"), let url = text("url") else { return [] }
      return [.sourceURL(sourceID: source, url: url, title: text("title"))]
    case "source-document":
      guard let source = text("sourceId"), let type = text("mediaType"), let title = text("title")
      else { return [] }
      return [
        .sourceDocument(sourceID: source, mediaType: type, title: title, filename: text("filename"))
      ]
    case "file":
      guard let file = part.file else { return [] }
      return [.file(url: file.url, mediaType: file.mediaType)]
    default:
      if part.isData {
        return [
          .data(name: String(part.type.dropFirst(5)), value: json["data"] ?? .null, id: text("id"))
        ]
      }
      return toolChunks(for: part)
    }
  }

  private static func toolChunks(for part: MessagePart) -> [Chunk] {
    let json = part.json
    guard let id = part.toolCallID, let name = part.toolName else { return [] }
    let isDynamic = part.type == "dynamic-tool"
    let isProviders = json["providerExecuted"]?.boolValue ?? false
    let call = Chunk.ToolCall(
      toolCallID: id, toolName: name, dynamic: isDynamic, providerExecuted: isProviders,
      title: json["title"]?.stringValue)
    let answer = Chunk.ToolAnswer(toolCallID: id, dynamic: isDynamic, providerExecuted: isProviders)
    let metadata = json["callProviderMetadata"]
    let errorText = json["errorText"]?.stringValue ?? ""
    let state = json["state"]?.stringValue
    if state == "input-streaming" {
      return [.toolInputStart(call)]
        + (json["input"].map { [.toolInputDelta(toolCallID: id, inputTextDelta: $0.text)] } ?? [])
    }
    if state == "output-error", json["input"] == nil {
      let input = json["rawInput"] ?? .null
      return [.toolInputError(call, input: input, errorText: errorText, providerMetadata: metadata)]
    }
    var chunks: [Chunk] = [
      .toolInputAvailable(call, input: json["input"] ?? .null, providerMetadata: metadata)
    ]
    if let approval = json["approval"]?["id"]?.stringValue {
      chunks.append(.toolApprovalRequest(approvalID: approval, toolCallID: id))
    }
    switch state {
    case "output-available":
      let isPreliminary = json["preliminary"]?.boolValue ?? false
      chunks.append(
        .toolOutputAvailable(answer, output: json["output"] ?? .null, preliminary: isPreliminary))
    case "output-error": chunks.append(.toolOutputError(answer, errorText: errorText))
    case "output-denied": chunks.append(.toolOutputDenied(toolCallID: id))
    default: break
    }
    return chunks
  }
}

/// Builds the assistant message from the chunks of a stream, as the AI SDK's client builds it.
///
/// The rules are those of `process-ui-message-stream.ts`: text and reasoning parts are known by their id until the
/// step ends, tool parts by their call id, data parts by type and id. It also knows what is still open, so that a
/// reply that was cut can be closed in order.
public struct MessageAssembler: Sendable {
  /// The id from `start`; `nil` before it.
  public private(set) var messageID: MessageID?
  /// What `start`, `message-metadata` and `finish` carried, merged.
  public private(set) var metadata: JSONValue?
  /// Whether a step was begun and not finished.
  public private(set) var isStepOpen = false
  /// Whether anything of the reply itself has come.
  public private(set) var hasContent = false

  private var parts: [AssembledPart] = []
  /// The places of the open text and reasoning parts, in the order in which they were opened.
  private var open: [(kind: Chunk.TextKind, id: String, place: Int)] = []
  private var tools: [String: Int] = [:]

  /// Makes an assembler that has seen nothing.
  public init() {}

  /// Takes the next chunk of the stream.
  public mutating func accept(_ chunk: Chunk) {
    if chunk.isContent { hasContent = true }
    switch chunk {
    case .start(let id): messageID = id
    case .startStep:
      isStepOpen = true
      parts.append(.whole(["type": "step-start"]))
    case .finishStep:
      isStepOpen = false
      open = []
    case .textStart(let kind, let id, let metadata):
      // An id that comes again means the newer part from then on.
      open.removeAll { $0.kind == kind && $0.id == id }
      open.append((kind, id, parts.count))
      parts.append(.text(AssembledText(kind: kind, providerMetadata: metadata)))
    case .textDelta(let kind, let id, let delta, let metadata):
      update(kind, id) { text in
        text.text += delta
        text.providerMetadata = metadata ?? text.providerMetadata
      }
    case .textEnd(let kind, let id, let metadata):
      update(kind, id) { text in
        text.isDone = true
        text.providerMetadata = metadata ?? text.providerMetadata
      }
      open.removeAll { $0.kind == kind && $0.id == id }
    case .sourceURL(let sourceID, let url, let title):
      var part: JSONObject = ["type": "source-url", "sourceId": .string(sourceID), "url": .string(url)]
      part["title"] = title.map { .string($0) }
      parts.append(.whole(part))
    case .sourceDocument(let sourceID, let mediaType, let title, let filename):
      var part: JSONObject = [
        "type": "source-document", "sourceId": .string(sourceID), "mediaType": .string(mediaType),
        "title": .string(title),
      ]
      part["filename"] = filename.map { .string($0) }
      parts.append(.whole(part))
    case .file(let url, let mediaType):
      parts.append(.whole(["type": "file", "mediaType": .string(mediaType), "url": .string(url)]))
    case .data(let name, let value, let id, let transient):
      if !transient { acceptData(type: "data-\(name)", value, id: id) }
    case .messageMetadata(let value): merge(value)
    case .finish(let value, _): if let value { merge(value) }
    case .abort, .error: break
    default: acceptTool(chunk)
    }
  }

  /// The chunks that close what is open, in order: ends of text and reasoning, then the step.
  public var closingChunks: [Chunk] {
    open.map { .textEnd($0.kind, id: $0.id) } + (isStepOpen ? [.finishStep] : [])
  }

  /// Whether a tool call was begun.
  public var hasToolCall: Bool { !tools.isEmpty }

  /// Whether a reasoning part was begun and not ended.
  public var isReasoningOpen: Bool { open.contains { $0.kind == .reasoning } }

  /// The part that is open and was begun last.
  public var openPart: (kind: Chunk.TextKind, id: String)? { open.last.map { (kind: $0.kind, id: $0.id) } }

  /// The names of the tool calls.
  public var toolCallIDs: Set<String> { Set(tools.keys) }

  /// The text of the reply so far.
  public var text: String { messageParts.compactMap(\.text).joined() }

  /// The parts as they are stored.
  public var messageParts: [MessagePart] { parts.map(\.part) }

  /// Whether the last step of the reply has tool calls, and all of them have their answers: clients would send it back.
  public var endsInSettledTool: Bool {
    let start = parts.lastIndex { $0.isStepStart } ?? parts.startIndex
    let isSettled = parts[start...].compactMap(\.isSettledTool)
    return !isSettled.isEmpty && isSettled.allSatisfy { $0 }
  }

  private mutating func update(
    _ kind: Chunk.TextKind, _ id: String, _ change: (inout AssembledText) -> Void
  ) {
    guard let place = open.last(where: { $0.kind == kind && $0.id == id })?.place else { return }
    parts[place].changeText(change)
  }

  private mutating func acceptData(type: String, _ value: JSONValue, id: String?) {
    var part: JSONObject = ["type": .string(type)]
    part["id"] = id.map { .string($0) }
    part["data"] = value
    let place = id.flatMap { id in
      parts.firstIndex { $0.isWhole(type: type, id: id) }
    }
    if let place { parts[place] = .whole(part) } else { parts.append(.whole(part)) }
  }

  private mutating func merge(_ value: JSONValue) {
    if !value.isNull { metadata = metadata?.merging(value) ?? value }
  }

  private mutating func acceptTool(_ chunk: Chunk) {
    switch chunk {
    case .toolInputStart(let call): tool(call) { $0.state = .inputStreaming }
    case .toolInputDelta(let id, let delta): tool(id) { $0.inputText += delta }
    case .toolInputAvailable(let call, let input, let metadata):
      tool(call) { tool in
        tool.state = .inputAvailable
        tool.input = input
        tool.providerMetadata = metadata
      }
    case .toolInputError(let call, let input, let errorText, let metadata):
      tool(call) { tool in
        tool.state = .outputError
        if call.dynamic { tool.input = input } else { tool.rawInput = input }
        tool.errorText = errorText
        tool.providerMetadata = metadata
      }
    case .toolOutputAvailable(let answer, let output, let preliminary):
      tool(answer.toolCallID) { tool in
        tool.state = .outputAvailable
        tool.output = output
        tool.preliminary = preliminary
        tool.errorText = nil
      }
    case .toolOutputError(let answer, let errorText):
      tool(answer.toolCallID) { tool in
        tool.state = .outputError
        tool.output = nil
        tool.preliminary = false
        tool.errorText = errorText
      }
    case .toolApprovalRequest(let approvalID, let id):
      tool(id) { tool in
        tool.state = .approvalRequested
        tool.approvalID = approvalID
      }
    case .toolOutputDenied(let id): tool(id) { $0.state = .outputDenied }
    default: break
    }
  }

  private mutating func tool(_ call: Chunk.ToolCall, _ change: (inout AssembledTool) -> Void) {
    if tools[call.toolCallID] == nil {
      tools[call.toolCallID] = parts.count
      parts.append(.tool(AssembledTool(call: call)))
    }
    tool(call.toolCallID) { tool in
      tool.call.providerExecuted = tool.call.providerExecuted || call.providerExecuted
      change(&tool)
    }
  }

  private mutating func tool(_ id: String, _ change: (inout AssembledTool) -> Void) {
    guard let place = tools[id] else { return }
    parts[place].changeTool(change)
  }
}

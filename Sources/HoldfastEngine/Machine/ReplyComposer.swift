package import HoldfastModel

/// Turns what a provider hands over into the chunks of the UI message stream.
///
/// It opens and closes steps, text and reasoning parts in the order that clients require (AI SDK,
/// `process-ui-message-stream.ts`): a delta only after its start, in the same step. A value: the same events give the
/// same chunks.
package struct ReplyComposer: Sendable {
  private struct Call {
    var id: String
    var name: String
    var arguments = ""
    var isClosed = false
  }

  /// Why the provider stopped, once it said so.
  package private(set) var reason: FinishReason?

  private var isStepOpen = false
  private var open: (kind: Chunk.TextKind, id: String)?
  private var nextPart = 0
  private var calls: [Int: Call] = [:]
  private var usedCallIDs: Set<String>
  /// What users are shown instead of the names of tools that are called here; empty for the name itself.
  private let titles: [String: String]

  /// Makes a composer of a message in which some names of calls are taken.
  ///
  /// - Parameter titles: The tools that are called here, with what users are shown instead of their names.
  package init(usedCallIDs: Set<String> = [], titles: [String: String] = [:]) {
    self.usedCallIDs = usedCallIDs
    self.titles = titles
  }

  /// Makes a composer that goes on with a reply which another owner began.
  package init(
    continuing assembler: MessageAssembler, usedCallIDs: Set<String> = [], titles: [String: String] = [:]
  ) {
    self.titles = titles
    self.usedCallIDs = usedCallIDs.union(assembler.toolCallIDs)
    isStepOpen = assembler.isStepOpen
    open = assembler.openPart
    // At least as many as there were, so that no name is used twice.
    nextPart = assembler.messageParts.count
  }

  /// The chunks that an event becomes.
  package mutating func accept(_ event: ProviderEvent) -> [Chunk] {
    switch event {
    case .model, .usage: return []
    case .finish(let reason):
      self.reason = self.reason ?? reason
      return []
    case .textDelta(let delta): return text(.text, delta)
    case .reasoningDelta(let delta): return text(.reasoning, delta)
    case .toolCallStart(let index, let id, let name): return startCall(index, id: id, name: name)
    case .toolCallDelta(let index, let delta): return continueCall(index, delta)
    case .toolCallEnd(let index): return endCall(index)
    case .source(let url, let title):
      nextPart += 1
      return beginStep() + [.sourceURL(sourceID: "source-\(nextPart)", url: url, title: title)]
    case .file(let url, let mediaType):
      return beginStep() + closePart() + [.file(url: url, mediaType: mediaType)]
    case .data(let name, let value, let id, let transient):
      return beginStep() + [.data(name: name, value: value, id: id, transient: transient)]
    }
  }

  /// The chunks that close what is open when the provider has come to its own end.
  package mutating func finish() -> [Chunk] {
    var chunks = closeCalls()
    if isStepOpen { chunks.append(.finishStep) }
    isStepOpen = false
    return chunks
  }

  /// The chunks that end what the model has said, while its step is still open for the answers to its calls.
  mutating func closeCalls() -> [Chunk] {
    var chunks: [Chunk] = []
    for index in calls.keys.sorted() { chunks += endCall(index) }
    return chunks + closePart()
  }

  /// The chunks that end a step; the model is to answer once more.
  mutating func nextStep() -> [Chunk] {
    let chunks = finish()
    calls = [:]
    reason = nil
    return chunks
  }

  /// The chunks that begin a step, when none is open.
  mutating func openStep() -> [Chunk] { beginStep() }

  private mutating func beginStep() -> [Chunk] {
    if isStepOpen { return [] }
    isStepOpen = true
    return [.startStep]
  }

  private mutating func closePart() -> [Chunk] {
    guard let part = open else { return [] }
    open = nil
    return [.textEnd(part.kind, id: part.id)]
  }

  private mutating func text(_ kind: Chunk.TextKind, _ delta: String) -> [Chunk] {
    guard !delta.isEmpty else { return [] }
    var chunks = beginStep()
    if let part = open, part.kind == kind {
      return chunks + [.textDelta(kind, id: part.id, delta: delta)]
    }
    chunks += closePart()
    nextPart += 1
    let id = "\(kind == .text ? "text" : "reasoning")-\(nextPart)"
    open = (kind, id)
    return chunks + [.textStart(kind, id: id), .textDelta(kind, id: id, delta: delta)]
  }

  /// Call ids are unique within a message: a provider's own is kept when it is, and numbered when it is not.
  private mutating func startCall(_ index: Int, id: String, name: String) -> [Chunk] {
    var chunks = endCall(index) + beginStep() + closePart()
    let base = id.isEmpty ? "call" : id
    var unique = id.isEmpty ? "call-1" : id
    var number = 1
    while !usedCallIDs.insert(unique).inserted {
      number += 1
      unique = "\(base)-\(number)"
    }
    calls[index] = Call(id: unique, name: name)
    chunks.append(.toolInputStart(head(unique, name)))
    return chunks
  }

  private func head(_ call: String, _ name: String) -> Chunk.ToolCall {
    let title = titles[name]
    return Chunk.ToolCall(
      toolCallID: call, toolName: name, providerExecuted: title != nil,
      title: title.flatMap { $0.isEmpty ? nil : $0 })
  }

  private mutating func continueCall(_ index: Int, _ delta: String) -> [Chunk] {
    guard !delta.isEmpty, let call = calls[index], !call.isClosed else { return [] }
    calls[index]?.arguments += delta
    return [.toolInputDelta(toolCallID: call.id, inputTextDelta: delta)]
  }

  private mutating func endCall(_ index: Int) -> [Chunk] {
    guard let call = calls[index], !call.isClosed else { return [] }
    calls[index]?.isClosed = true
    let head = head(call.id, call.name)
    // A call without arguments is sent by some providers as an empty text.
    let text = call.arguments.isEmpty ? "{}" : call.arguments
    if let input = try? JSONParser.parse(text) {  // else it is reported as the error it is
      return [.toolInputAvailable(head, input: input)]
    }
    return [
      .toolInputError(
        head, input: .string(call.arguments), errorText: "The model's arguments are not valid JSON.")
    ]
  }
}

import HoldfastModel

extension MessageAssembler {
  /// An assembler that has seen these chunks.
  init(_ chunks: Chunk...) { self.init(chunks) }

  /// An assembler that has seen these chunks.
  init(_ chunks: [Chunk]) {
    self.init()
    for chunk in chunks { accept(chunk) }
  }

  /// The parts as they are stored, as text.
  var text: String { JSONValue.array(messageParts.map { .object($0.json) }).text }
}

extension Chunk.ToolCall {
  /// A call of a tool named `search`.
  static func search(_ id: String = "c1", dynamic: Bool = false, providerExecuted: Bool = false) -> Self {
    Self(toolCallID: id, toolName: "search", dynamic: dynamic, providerExecuted: providerExecuted)
  }
}

extension Chunk.ToolAnswer {
  /// The head of an answer.
  static func of(_ id: String = "c1") -> Self { Self(toolCallID: id) }
}

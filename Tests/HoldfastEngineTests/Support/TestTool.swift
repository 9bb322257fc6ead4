import HoldfastModel
import Synchronization

/// A tool that keeps a record of what it did, and goes wrong when a test says so.
final class TestTool: Tool {
  private struct State {
    var record: [String] = []
    var done: Set<String> = []
    var undone: Set<String> = []
  }

  let definition: ToolDefinition
  let effect: ToolEffect
  let needsApproval: Bool
  let deadline: Duration
  private let state = Mutex(State())
  private let answer: @Sendable (ToolCall) async throws -> JSONValue
  private let undo: @Sendable (ToolCall) async throws -> Void
  private let look: @Sendable (ToolCall) async throws -> ToolStatus

  init(
    _ name: String = "book", _ effect: ToolEffect = .reversible, needsApproval: Bool = false,
    deadline: Duration = .seconds(20),
    undo: @escaping @Sendable (ToolCall) async throws -> Void = { _ in },
    look: @escaping @Sendable (ToolCall) async throws -> ToolStatus = { _ in .unknown },
    answer: @escaping @Sendable (ToolCall) async throws -> JSONValue = { _ in "booked" }
  ) {
    definition = ToolDefinition(
      name: name, summary: "Books.",
      inputSchema: ["type": "object", "properties": ["to": ["type": "string"]], "required": ["to"]])
    (self.effect, self.needsApproval, self.deadline) = (effect, needsApproval, deadline)
    (self.answer, self.undo, self.look) = (answer, undo, look)
  }

  /// What it was asked to do, in order.
  var record: [String] { state.withLock(\.record) }

  /// The calls that are done and not undone.
  var standing: Set<String> { state.withLock { $0.done.subtracting($0.undone) } }

  func execute(_ call: ToolCall) async throws -> JSONValue {
    state.withLock { state in
      state.record.append("do \(call.id)")
      state.done.insert(call.key)
    }
    return try await answer(call)
  }

  func compensate(_ call: ToolCall) async throws {
    state.withLock { $0.record.append("undo \(call.id)") }
    try await undo(call)
    state.withLock { state in _ = state.undone.insert(call.key) }
  }

  func status(of call: ToolCall) async throws -> ToolStatus {
    state.withLock { $0.record.append("look \(call.id)") }
    return try await look(call)
  }
}

extension StepProvider {
  /// A model that calls a tool in each of its first answers, as often as given, and then says something.
  static func calling(_ tools: String..., input: String = #"{"to":"Rome"}"#) -> StepProvider {
    StepProvider { request in
      let answers = request.messages.last { $0.role == .assistant }?.parts.count { $0.toolName != nil } ?? 0
      guard request.messages.last?.role == .assistant || answers == 0, answers < tools.count else {
        return [.text("Done.")] + Step.finish
      }
      return [
        .event(.toolCallStart(index: 0, id: "", name: tools[answers])),
        .event(.toolCallDelta(index: 0, argumentsDelta: input)), .event(.toolCallEnd(index: 0)),
        .event(.usage(Usage(inputTokens: 10, outputTokens: 5))), .event(.finish(.toolCalls)), .end,
      ]
    }
  }
}

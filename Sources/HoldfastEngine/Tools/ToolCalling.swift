import HoldfastModel
import HoldfastStores
import Logging

/// Calls the tools of an agent, finds out what became of calls, and undoes them: each within the tool's deadline.
struct ToolCalling: Sendable {
  let agent: Agent?
  let header: StreamHeader
  let configuration: EngineConfiguration
  let clock: any Clock<Duration>

  /// A tool that keeps its deadline itself is let speak: it knows whether anything was sent.
  private static let grace = Duration.seconds(1)

  /// Executes a call.
  func call(_ entry: EffectEntry) async -> ToolEnding {
    guard let tool = agent?.tool(named: entry.tool) else { return .failed("There is no tool of this name.") }
    let call = ToolCall(entry, of: header)
    let ending = await ending(within: tool.deadline) { try await tool.execute(call) }
    // Whoever does not know may be asked.
    if case .unknown(let words) = ending { return await probe(tool, call, or: words) }
    return ending
  }

  /// Finds out what became of a call.
  func probe(_ entry: EffectEntry) async -> ToolEnding {
    let words = "The server was restarted while the tool was being called."
    guard let tool = agent?.tool(named: entry.tool) else { return .unknown(words) }
    return await probe(tool, ToolCall(entry, of: header), or: words)
  }

  /// Undoes a call.
  ///
  /// - Returns: Why it failed; `nil` when it was undone.
  func compensate(_ entry: EffectEntry) async -> String? {
    guard let tool = agent?.tool(named: entry.tool) else { return "there is no tool of this name" }
    guard entry.effect.isReversible else { return "the tool cannot undo it" }
    let call = ToolCall(entry, of: header)
    do {
      try await within(tool.deadline) { try await tool.compensate(call) }
      return nil
    } catch let error as ToolError {
      return error.message
    } catch {
      return "the tool did not answer in time"
    }
  }

  private func probe(_ tool: any Tool, _ call: ToolCall, or words: String) async -> ToolEnding {
    let status = try? await within(tool.deadline) { try await tool.status(of: call) }
    switch status {
    case .executed(let output): return bounded(output)
    case .notExecuted: return .failed(words)
    case .unknown, nil: return .unknown(words)
    }
  }

  private func ending(
    within deadline: Duration, _ execute: @escaping @Sendable () async throws -> JSONValue
  ) async -> ToolEnding {
    do {
      return bounded(try await within(deadline, execute))
    } catch let error as ToolError {
      return error.kind == .failed ? .failed(error.message) : .unknown(error.message)
    } catch is CancellationError {
      return .unknown("The call was given up.")
    } catch {
      return .unknown("The tool did not answer in time.")
    }
  }

  /// An output that is not longer than a model is shown.
  private func bounded(_ output: JSONValue) -> ToolEnding {
    let text = output.text
    let length = text.utf8.count
    guard length > configuration.toolOutputBytes else { return .done(output) }
    return .done([
      "error": .string("The answer of the tool is \(length) bytes long, more than can be shown."),
      "beginning": .string(String(text.prefix(configuration.toolOutputBytes / 4))),
    ])
  }

  private struct TimeOut: Error {}

  private func within<Value: Sendable>(
    _ deadline: Duration, _ work: @escaping @Sendable () async throws -> Value
  ) async throws -> Value {
    try await withThrowingTaskGroup(of: Value.self) { group in
      group.addTask { try await work() }
      group.addTask {
        try await clock.sleep(for: deadline + Self.grace)
        throw TimeOut()
      }
      defer { group.cancelAll() }
      guard let value = try await group.next() else { throw CancellationError() }
      return value
    }
  }
}

extension ToolCall {
  /// The call that an entry of a stream's ledger stands for.
  init(_ entry: EffectEntry, of header: StreamHeader) {
    self.init(
      id: entry.call, tool: entry.tool, input: entry.input, key: "\(header.stream)/\(entry.call)",
      principal: header.principal, session: header.session)
  }
}

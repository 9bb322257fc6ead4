/// Something that a model can have done on the server's side.
///
/// A call is noted in the ledger before ``execute(_:)`` is called, and what came of it after. The same call, with the
/// same ``ToolCall/key``, may be executed again only when it is not known whether it was executed before, and then
/// ``status(of:)`` is asked first. The methods may be called from any task.
public protocol Tool: Sendable {
  /// What the model is told.
  var definition: ToolDefinition { get }
  /// What it does to the world outside.
  var effect: ToolEffect { get }
  /// Whether a person is asked before each call.
  var needsApproval: Bool { get }
  /// How long a call, a look at its status, or its undoing may take.
  var deadline: Duration { get }

  /// Does what the model asks for.
  ///
  /// - Returns: What the model is told: data, whatever it says.
  /// - Throws: ``ToolError``; `CancellationError`, after which it is unknown whether it was done.
  func execute(_ call: ToolCall) async throws -> JSONValue

  /// Undoes what a call has done. Repeating it is harmless, and so is undoing what was never done.
  ///
  /// Called only where ``effect`` is reversible.
  ///
  /// - Throws: ``ToolError``; `CancellationError`. It is called again later.
  func compensate(_ call: ToolCall) async throws

  /// What became of a call whose answer did not come.
  ///
  /// - Throws: ``ToolError``; `CancellationError`. What is not known is treated as ``ToolStatus/unknown``.
  func status(of call: ToolCall) async throws -> ToolStatus
}

extension Tool {
  /// No person is asked.
  public var needsApproval: Bool { false }
  /// Half a minute.
  public var deadline: Duration { .seconds(30) }
  /// There is nothing to undo.
  public func compensate(_ call: ToolCall) async throws {}
  /// The tool cannot tell.
  public func status(of call: ToolCall) async throws -> ToolStatus { .unknown }
}

/// One call of a tool.
public struct ToolCall: Sendable, Hashable {
  /// The name of the call, unique in its message.
  public var id: String
  /// The tool.
  public var tool: String
  /// What the model asks for; it fits the tool's schema.
  public var input: JSONValue
  /// What makes a repeat the same call: `<stream>/<id>`.
  public var key: String
  /// Who is served.
  public var principal: Principal
  /// The conversation.
  public var session: SessionID

  /// Makes a call.
  public init(
    id: String, tool: String, input: JSONValue, key: String, principal: Principal, session: SessionID
  ) {
    self.id = id
    self.tool = tool
    self.input = input
    self.key = key
    self.principal = principal
    self.session = session
  }
}

/// What became of a call whose answer did not come.
public enum ToolStatus: Sendable, Hashable {
  /// It was executed, with this result.
  case executed(JSONValue)
  /// It was not executed, and will not be.
  case notExecuted
  /// Nobody knows.
  case unknown
}

/// Why a tool did not do what it was asked for.
public struct ToolError: Error, Sendable, Hashable {
  /// What may be concluded.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// The tool refused or failed, and nothing was done.
    case failed
    /// It is unknown whether it was done: no answer, or one that cannot be read.
    case unknown
  }

  /// What may be concluded.
  public var kind: Kind
  /// What the model is told; holds no address and no secret.
  public var message: String

  /// Makes an error.
  public init(_ kind: Kind, _ message: String) {
    self.kind = kind
    self.message = message
  }
}

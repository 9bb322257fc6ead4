/// Something the user should know that does not end the reply: a transient `data-notice` chunk.
public struct Notice: Sendable, Hashable {
  /// How much it matters.
  public enum Level: String, Sendable, Hashable, CaseIterable { case info, warning }

  /// What the user can do about it.
  public enum Action: String, Sendable, Hashable, CaseIterable { case resend, download, wait, none }

  /// A later notice of the same key replaces this one.
  public var key: String
  /// The name for programs.
  public var code: String
  /// How much it matters.
  public var level: Level
  /// The part of a reply that it concerns.
  public var phase: ChatError.Phase
  /// For the user.
  public var message: String
  /// When it was said.
  public var at: Timestamp
  /// When it stops being true; a client ignores it from then on.
  public var until: Timestamp?
  /// What the user can do about it.
  public var action: Action
  /// The tool calls that it is about, for clients that show it there.
  public var calls: [String]

  /// Makes a notice.
  public init(
    key: String, code: String, level: Level, phase: ChatError.Phase, message: String, at: Timestamp,
    until: Timestamp? = nil, action: Action = .none, calls: [String] = []
  ) {
    self.key = key
    self.code = code
    self.level = level
    self.phase = phase
    self.message = message
    self.at = at
    self.until = until
    self.action = action
    self.calls = calls
  }

  /// The notice as a chunk.
  public var chunk: Chunk {
    var data: JSONObject = [
      "key": .string(key), "code": .string(code), "level": .string(level.rawValue),
      "phase": .string(phase.rawValue), "message": .string(message),
      "at": at.json,
    ]
    data["until"] = until?.json
    data["action"] = .string(action.rawValue)
    if !calls.isEmpty { data["calls"] = .array(calls.map { .string($0) }) }
    return .data(name: "notice", value: .object(data), transient: true)
  }
}

import HoldfastModel

/// What a tool server does with a call, as the call's own input says.
struct ToolConduct: Sendable, Hashable {
  /// What it does when it is asked to do something.
  enum Doing: String, Sendable {
    /// It does it and says so.
    case ok
    /// It does it and closes the connection without an answer.
    case lose
    /// It does it and never answers.
    case hang
    /// It does nothing and refuses.
    case fail
    /// It does it and answers twice.
    case twice
    /// It does it and answers when the test lets it.
    case wait
  }

  /// What it does when it is asked to undo something.
  enum Undoing: String, Sendable {
    /// It undoes it and says so.
    case ok
    /// It undoes it; the first time the connection is closed without an answer.
    case lose
    /// It cannot.
    case refuse
  }

  var doing: Doing
  var undoing = Undoing.ok

  /// The input by which a model asks for it.
  var input: JSONValue { ["do": .string(doing.rawValue), "undo": .string(undoing.rawValue)] }

  init(_ doing: Doing, undoing: Undoing = .ok) {
    self.doing = doing
    self.undoing = undoing
  }

  /// Reads what ``input`` writes; `nil` for anything else.
  init?(input: JSONValue?) {
    guard let doing = input?["do"]?.stringValue.flatMap(Doing.init(rawValue:)),
      let undoing = input?["undo"]?.stringValue.flatMap(Undoing.init(rawValue:))
    else { return nil }
    self.init(doing, undoing: undoing)
  }
}

import HoldfastModel

/// What a scenario looks at in a request: the words of the user, and what tools have answered since.
struct ScriptedCue {
  /// The last text of the user.
  let text: String
  /// How many steps of the reply have called tools and have their answers.
  let answeredSteps: Int
  /// What the tools of the last of these steps answered, each on lines of its own; `nil` when there is none.
  let results: String?

  init(_ request: ModelRequest) {
    text = request.messages.last { $0.role == .user }?.text ?? ""
    var ids = ToolCallIDs { _ in true }
    var steps: [AssistantStep] = []
    if let last = request.messages.last, last.role == .assistant {
      steps = AssistantStep.steps(of: last, ids: &ids).filter { !$0.calls.isEmpty }
    }
    answeredSteps = steps.count
    results = steps.last.map { step in step.calls.map(\.output).joined(separator: "\n") }
  }
}

extension Scenario.Reply {
  /// Whether this may answer a request.
  func answers(_ cue: ScriptedCue) -> Bool {
    if let afterSteps, afterSteps != cue.answeredSteps { return false }
    guard let match, !match.isEmpty else { return true }
    return cue.text.contains(match)
  }
}

import HoldfastModel

/// A part of a stored reply that goes to a provider as one message: text, and the calls that came with it.
///
/// A reply is one, or, with tools, one for each step: the answers of its calls stand between a step and the
/// next. Who runs a tool makes no difference (`providerExecuted`): the model called, somebody answered.
struct AssistantStep {
  var text = ""
  var calls: [ToolCallPart] = []

  /// The steps of a reply, in order; at least one, which may be empty.
  ///
  /// Where a reply says where its steps begin, text behind a call belongs to the step of the call: the model
  /// wrote it before it knew the answer. Where it does not, such text begins a step.
  ///
  /// - Parameter ids: Names the calls.
  static func steps(of message: UIMessage, ids: inout ToolCallIDs) -> [AssistantStep] {
    let isMarked = message.parts.contains { $0.isStepStart }
    var steps: [AssistantStep] = []
    var step = AssistantStep()
    for part in message.parts {
      if !step.calls.isEmpty, isMarked ? part.isStepStart : part.text != nil {
        steps.append(step)
        step = AssistantStep()
      }
      if let more = part.text {
        step.text += more
      } else if part.toolName != nil {
        step.calls.append(ToolCallPart(part, id: ids.id(for: part.toolCallID ?? "")))
      }
    }
    return steps + [step]
  }
}

extension MessagePart {
  fileprivate var isStepStart: Bool { type == "step-start" }
}

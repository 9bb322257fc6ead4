import HoldfastModel

/// A part of a stored reply that goes to a provider as one message: text, and the calls that came behind it.
///
/// A reply is one, or, with tools, one for each step: the answers of its calls stand between a step and the next.
struct AssistantStep {
  var text = ""
  var calls: [ToolCallPart] = []

  /// The steps of a reply, in order; at least one, which may be empty.
  ///
  /// - Parameter ids: Names the calls.
  static func steps(of message: UIMessage, ids: inout ToolCallIDs) -> [AssistantStep] {
    var steps: [AssistantStep] = []
    var step = AssistantStep()
    for part in message.parts {
      if !step.calls.isEmpty, part.text != nil || part.type == "step-start" {
        steps.append(step)
        step = AssistantStep()
      }
      if let more = part.text {
        step.text += more
      } else if part.toolName != nil {
        step.calls.append(ToolCallPart(part, id: ids.id(for: part.json["toolCallId"]?.stringValue ?? "")))
      }
    }
    return steps + [step]
  }
}

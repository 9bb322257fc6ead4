import HoldfastModel

/// Writes a client's answers into the open tool calls of a stored reply.
package enum ToolAnswers {
  /// What became of a reply.
  package struct Result: Sendable, Hashable {
    /// The segments that were changed, with their new parts.
    package var changed: [MessageSegment]
    /// What was answered: the ids of calls and, for approvals, of approval requests, sorted by their bytes.
    package var answered: [String]

    /// What a continuation's claim has as its target.
    package var target: String { answered.joined(separator: ",") }
  }

  /// Applies the answers that are new: each to a call that is open, and once.
  package static func apply(_ answers: [ToolAnswer], to segments: [MessageSegment]) -> Result {
    var segments = segments
    var changed: Set<Int> = []
    var answered: [String] = []
    for answer in answers {
      guard let (segment, part) = place(of: answer, in: segments) else { continue }
      segments[segment].message.message.parts[part].json.take(answer.content)
      changed.insert(segment)
      answered.append(answer.name)
    }
    return Result(
      changed: changed.sorted().map { segments[$0] },
      answered: answered.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
  }

  /// Where the open call stands that an answer is for.
  private static func place(
    of answer: ToolAnswer, in segments: [MessageSegment]
  ) -> (segment: Int, part: Int)? {
    for (index, segment) in segments.enumerated() {
      if let part = segment.message.message.parts.firstIndex(where: answer.isNew(to:)) {
        return (index, part)
      }
    }
    return nil
  }
}

extension ToolAnswer {
  /// What the answer is known by.
  fileprivate var name: String {
    if case .approval(let id, _, _) = content { id } else { toolCallID }
  }

  /// Whether a part is a call that waits for this answer.
  fileprivate func isNew(to part: MessagePart) -> Bool {
    guard part.toolCallID?.utf8.elementsEqual(toolCallID.utf8) == true else { return false }
    let state = part.json["state"]?.stringValue
    switch content {
    case .output, .error:
      return state == "input-available" && part.json["providerExecuted"]?.boolValue != true
    case .approval(let id, _, _):
      guard let asked = part.json["approval"]?["id"]?.stringValue else { return false }
      return state == "approval-requested" && asked.utf8.elementsEqual(id.utf8)
    }
  }
}

extension JSONObject {
  /// Writes an answer into a tool part, as the AI SDK's client does.
  fileprivate mutating func take(_ answer: ToolAnswer.Content) {
    switch answer {
    case .output(let output):
      self["state"] = "output-available"
      self["output"] = output
    case .error(let text):
      self["state"] = "output-error"
      self["errorText"] = .string(text)
    case .approval(_, let isApproved, let reason):
      self["state"] = "approval-responded"
      var approval = self["approval"]?.objectValue ?? JSONObject()
      approval["approved"] = .bool(isApproved)
      approval["reason"] = reason.map { .string($0) }
      self["approval"] = .object(approval)
    }
  }
}

import HoldfastEngine
import HoldfastModel
import HoldfastStores
import Synchronization

/// Answering what the tools of a reply ask a person about.
extension SimulatedClient {
  /// Looks at a reply and answers its open calls; those who were asked for leave get it in most cases.
  func approve() async {
    let (sent, replies) = state.withLock { state in
      (state.sent, state.replies.filter { $0.session.isRewritten })
    }
    guard !replies.isEmpty else { return }
    let (session, reply) = random.one(of: replies.suffix(4).map { $0 })
    guard var wish = sent.last(where: { $0.session == session && $0.ask == .submit }),
      let parts = await parts(of: reply, in: session)
    else { return }
    let answers = parts.compactMap(answer)
    guard answers.contains(where: \.isApproval) else { return }
    (wish.ask, wish.onActive, wish.key, wish.answers) = (.continuation(reply), .supersede, nil, answers)
    world.reach(.approved)
    let again = wish
    state.withLock { $0.sent.append(again) }
    await post(again)
  }

  private func parts(of reply: MessageID, in session: SessionID) async -> [MessagePart]? {
    let principal = principal
    // Refused or cut: nothing was learnt.
    let page = try? await anyNode.connect { engine, _ in
      try await engine.messages(in: session, of: principal, after: 0, limit: 1000)
    }
    return page?.messages.last { $0.message.message.id == reply }?.message.message.parts
  }

  private func answer(to part: MessagePart) -> ToolAnswer? {
    guard let call = part.toolCallID else { return nil }
    if let approval = part.json["approval"]?["id"]?.stringValue {
      guard part.json["state"] == "approval-requested" else { return nil }
      let isApproved = random.happens(0.9)
      return ToolAnswer(
        toolCallID: call, content: .approval(id: approval, isApproved: isApproved, reason: nil))
    }
    guard part.json["state"] == "input-available" else { return nil }
    return ToolAnswer(toolCallID: call, content: .output("answer"))
  }
}

extension ToolAnswer {
  fileprivate var isApproval: Bool {
    if case .approval = content { true } else { false }
  }
}

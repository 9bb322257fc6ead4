import HoldfastModel
import HoldfastStores

/// A turn that was stored before, with a reply that no provider of these tests can give: one that waits for approval.
struct Seed: Sendable {
  var calls: [(id: String, approval: String)]

  func store(for visitor: Visitor, session: String = "s1") async throws {
    let store = visitor.server.stores.conversations.base
    guard let cookie = visitor.fields.first(where: { $0.0 == "cookie" })?.1,
      let principal = visitor.server.services.cookies.verify(cookieHeader: cookie)
    else { throw Unexpected("a visitor without a cookie") }
    let message = UIMessage(id: MessageID(rawValue: "m0"), role: .user, parts: [.text("Delete it")])
    let session = SessionID(rawValue: session)
    let outcome = try await store.claim(
      ClaimRequest(
        session: session, principal: .anonymous(principal), turn: .submit(message),
        fingerprint: visitor.server.services.fingerprint(message.fingerprintBytes),
        stream: StreamID(rawValue: "seed"), run: RunID(rawValue: "seed"), reply: MessageID(rawValue: "a0"),
        agent: "default", dialect: .v6, routeForm: .chat, now: TestServer.now()))
    guard case .claimed(let claim) = outcome else { throw Unexpected("\(outcome)") }
    let parts = calls.compactMap { call in
      MessagePart(json: [
        "type": "tool-place", "toolCallId": .string(call.id), "state": "approval-requested",
        "input": [:], "approval": ["id": .string(call.approval)],
      ])
    }
    _ = try await store.settle(
      Settlement(
        session: session, stream: claim.stream,
        message: StoredMessage(
          message: UIMessage(id: claim.reply, role: .assistant, parts: parts), order: claim.order,
          stream: claim.stream, createdAt: TestServer.now()),
        now: TestServer.now()))
    try await store.clearPointer(of: session, ifNaming: claim.stream)
  }
}

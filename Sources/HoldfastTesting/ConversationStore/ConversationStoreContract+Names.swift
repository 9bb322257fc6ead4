import HoldfastModel
import HoldfastStores

extension ConversationStoreContract {
  /// Names that must be told apart.
  static let nameCases = [
    proves(.exact, "sessions of any ids a client may choose are told apart") { store in
      for name in Awkward.names {
        _ = try await store.claimNew(.turn(1, in: SessionID(name), text: name))
      }
      for name in Awkward.names {
        try expectEqual(await store.session(SessionID(name))?.id, SessionID(name), "the session")
        try expectEqual(
          await store.allMessages(in: SessionID(name)).map(\.message.text), [name], "its messages")
      }
      let page = try await store.sessions(of: .ada, after: nil, limit: 100)
      try expectEqual(Set(page.map(\.id)), Set(Awkward.names.map { SessionID($0) }), "the sessions")
    },
    proves(.exact, "messages of any ids a client may choose are told apart") { store in
      for (number, name) in Awkward.names.enumerated() {
        let message = UIMessage(id: MessageID(name), role: .user, parts: [.text("said \(name)")])
        _ = try await store.claimNew(.turn(1, attempt: number).asking(message))
      }
      for name in Awkward.names {
        try expectEqual(
          await store.message(MessageID(name), in: .first)?.message.text, "said \(name)", "the message")
        let claim = try await store.claim(about: MessageID(name), in: .first)
        try expectEqual(claim?.key.message, MessageID(name), "its claim")
      }
    },
    proves(.exact, "principals whose ids differ in case, space or kind are told apart") { store in
      let names = ["Ada", "ada", "ada ", " ada", "auth0|ada", "ada:ada", "user:ada", "%", "ädä", "ADA"]
      let principals = names.map { Principal.user($0) } + names.map { Principal.anonymous($0) }
      for (number, principal) in principals.enumerated() {
        let session = SessionID("session-of-\(number)")
        _ = try await store.claimNew(.turn(1, in: session, by: principal))
        try await store.saveDraft(Draft(text: "\(number)", updatedAt: .second(1)), of: principal, for: .first)
      }
      for (number, principal) in principals.enumerated() {
        let page = try await store.sessions(of: principal, after: nil, limit: 100)
        try expectEqual(page.map(\.id), [SessionID("session-of-\(number)")], "the sessions of \(principal)")
        try expectEqual(page.first?.principal, principal, "the owner")
        try expectEqual(
          await store.draft(of: principal, for: .first)?.text, "\(number)", "the draft of \(principal)")
      }
    },
  ]
}

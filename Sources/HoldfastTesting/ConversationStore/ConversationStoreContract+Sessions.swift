import HoldfastModel
import HoldfastStores

extension ConversationStoreContract {
  /// What a first claim makes.
  static let sessionCases = [
    proves(.makesSession, "a first claim makes the session") { store in
      let request = ClaimRequest.turn(1, text: "  How do tides work?  \nIn short.")
      let claim = try await store.claimNew(request)
      let expected = SessionRecord(
        id: .first, principal: .ada, title: "How do tides work?", activeStream: claim.stream,
        createdAt: .second(1), updatedAt: .second(1))
      try expectEqual(await store.session(.first), expected, "the session")
    },
    proves(.makesSession, "a claim keeps all that its request says") { store in
      let request = ClaimRequest.turn(1).with { request in
        request.agent = "tutor"
        request.dialect = .v7
        request.routeForm = .lightfast
      }
      let claim = try await store.claimNew(request)
      let expected = Claim(
        key: request.key, state: .claimed, principal: .ada, stream: request.stream, run: request.run,
        reply: request.reply, order: 2, number: 1, supersedes: nil, fingerprint: request.fingerprint,
        agent: "tutor",
        dialect: .v7, routeForm: .lightfast, createdAt: .second(1))
      try expectEqual(claim, expected, "the claim that is returned")
      try expectEqual(await store.claim(for: request.key), expected, "the claim that is stored")
    },
    proves(.makesSession, "a regeneration or a continuation makes no session") { store in
      let requests: [ClaimRequest] = [
        .regenerate("again", target: MessageID("reply"), after: MessageID("message-1")), .regenerate("last"),
        .continuation("more", of: MessageID("reply"), [.output("call-1")]),
      ]
      for request in requests {
        let keyed = request.with { $0.idempotencyKey = .sample() }
        try expectEqual(await store.claim(keyed), .targetNotFound, "the outcome")
        try expectEqual(await store.session(.first), nil, "the session")
      }
      _ = try await store.claimNew(.turn(1, by: .bob))
    },
    proves(.makesSession, "an edit of a message that is not there makes the session, as a first message does")
    {
      store in
      let claim = try await store.claimNew(.edit(1, text: "Edited"))
      let expected = SessionRecord(
        id: .first, principal: .ada, title: "Edited", activeStream: claim.stream, createdAt: .second(1),
        updatedAt: .second(1))
      try expectEqual(await store.session(.first), expected, "the session")
    },
    proves(.makesSession, "a claim of an anonymous principal makes an anonymous session") { store in
      _ = try await store.claimNew(.turn(1, by: .anonymous("visitor")))
      try expectEqual(await store.session(.first)?.principal, .anonymous("visitor"), "the owner")
    },
    proves(.makesSession, "a message without text gives the session a title all the same") { store in
      _ = try await store.claimNew(.turn(1, text: " \n "))
      let message = UIMessage(id: MessageID("m"), role: .user, parts: [.text(" \n ")])
      try expectEqual(await store.session(.first)?.title, SessionRecord.title(of: message), "the title")
    },
    proves(.makesSession, "a long first line is shortened for the title") { store in
      let text = String(repeating: "Ünïcode 👩‍👩‍👧‍👦 ", count: 40)
      let request = ClaimRequest.turn(1, text: text)
      _ = try await store.claimNew(request)
      try expectEqual(
        await store.session(.first)?.title, SessionRecord.title(of: request.message), "the title")
    },
    proves(.makesSession, "a later claim keeps title and creation time and moves the time of change") {
      store in
      _ = try await store.claimNew(.turn(1))
      let second = try await store.claimNew(.turn(2, text: "Another title?", at: 9))
      let expected = SessionRecord(
        id: .first, principal: .ada, title: "Question 1", activeStream: second.stream, createdAt: .second(1),
        updatedAt: .second(9))
      try expectEqual(await store.session(.first), expected, "the session")
    },
    proves(.readsSession, "a session is read whoever owns it, and only where it is") { store in
      _ = try await store.claimNew(.turn(1, by: .bob))
      try expectEqual(await store.session(.first)?.principal, .bob, "the owner")
      try expectEqual(await store.session(.second), nil, "a session that is not there")
    },
  ]
}

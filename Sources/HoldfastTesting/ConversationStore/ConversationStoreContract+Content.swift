import HoldfastModel
import HoldfastStores

extension ConversationStoreContract {
  /// Content that must come back as it was.
  static let contentCases = [
    proves(.exact, "text of any characters comes back byte for byte, asked and answered") { store in
      for (number, text) in Awkward.texts.enumerated() {
        let request = ClaimRequest.turn(number + 1, text: text)
        let claim = try await store.claimAndSettle(request, text: text)
        let reply = claim.reply(text).message
        try expectEqual(
          await store.message(claim.key.message, in: .first)?.message.bytes, request.message.bytes, text)
        try expectEqual(await store.message(claim.reply, in: .first)?.message.bytes, reply.bytes, text)
      }
    },
    proves(.exact, "parts of unknown kinds come back byte for byte") { store in
      let json = try JSONParser.parse(Awkward.part).objectValue.flatMap(MessagePart.init(json:))
      let part = try required(json, "the sample part")
      let message = UIMessage(
        id: MessageID("m"), role: .user, metadata: .object(part.json), parts: [part, part])
      let claim = try await store.claimNew(.turn(1).asking(message))
      var reply = claim.reply()
      reply.message.parts = [.text("a"), part, .text("b")]
      reply.message.metadata = .array([.object(part.json)])
      _ = try await store.settle(claim.settlement(of: reply))
      try expectEqual(
        await store.message(message.id, in: .first)?.message.bytes, message.bytes, "the message")
      try expectEqual(
        await store.message(claim.reply, in: .first)?.message.bytes, reply.message.bytes, "the reply")
    },
    proves(.exact, "a message without parts comes back without parts") { store in
      let claim = try await store.claimNew(.turn(1))
      var reply = claim.reply()
      reply.message.parts = []
      _ = try await store.settle(claim.settlement(of: reply))
      try expectEqual(await store.message(claim.reply, in: .first), reply, "the reply")
    },
    proves(.exact, "a message of many parts and a megabyte comes back whole") { store in
      let texts = (0..<64).map { number in String(repeating: "\(number) ü 😀 ", count: 1400) }
      let question = UIMessage(id: MessageID("m"), role: .user, parts: [.text(texts[0] + texts[1])])
      let claim = try await store.claimNew(.turn(1).asking(question))
      var reply = claim.reply()
      reply.message.parts = texts.map { .text($0) }
      try expectEqual(await store.settle(claim.settlement(of: reply)), .settled, "the outcome")
      let messages = try await store.allMessages()
      try expect(
        messages.map(\.message.bytes) == [question.bytes, reply.message.bytes], "the messages were changed")
    },
    proves(.exact, "a fingerprint comes back whole") { store in
      let fingerprints = [
        Awkward.bytes.prefix(32), Awkward.bytes.suffix(32), [UInt8](repeating: 0, count: 32)[...],
      ]
      for (number, fingerprint) in fingerprints.enumerated() {
        let request = ClaimRequest.turn(number + 1).with { $0.fingerprint = Array(fingerprint) }
        let claim = try await store.claimNew(request)
        try expectEqual(claim.fingerprint, Array(fingerprint), "the fingerprint that is returned")
        try expectEqual(await store.claim(for: claim.key)?.fingerprint, Array(fingerprint), "the stored one")
      }
    },
    proves(.exact, "agent, dialect, route form and trigger of a claim come back") { store in
      var number = 0
      for dialect in Dialect.allCases {
        for routeForm in RouteForm.allCases {
          number += 1
          let requests = [ClaimRequest.turn(number), .regenerate("again-\(number)")].map { request in
            request.with { request in
              request.agent = "agent \(number) ü"
              request.dialect = dialect
              request.routeForm = routeForm
            }
          }
          let submitted = try await store.claimAndSettle(requests[0])
          let regenerated = try await store.claimNew(requests[1])
          for claim in [submitted, regenerated] {
            var stored = try await store.claim(of: claim.stream, in: .first)
            stored?.state = .claimed
            stored?.cutBy = nil
            try expectEqual(stored, claim, "claim \(number)")
            try expectEqual(claim.agent, "agent \(number) ü", "the agent of claim \(number)")
            try expect(claim.dialect == dialect && claim.routeForm == routeForm, "claim \(number) has others")
          }
          try expectEqual(submitted.key.trigger, .submit, "the first trigger")
          try expectEqual(regenerated.key.trigger, .regenerate, "the second trigger")
        }
      }
    },
    proves(.exact, "times come back to the millisecond") { store in
      for (number, time) in [Int64(0), 1, 999, 1_700_000_000_001, 253_402_300_799_999].enumerated() {
        let session = SessionID("session-of-\(number)")
        let now = Timestamp(milliseconds: time)
        _ = try await store.claimNew(.turn(1, in: session).with { $0.now = now })
        let record = try required(await store.session(session), "the session")
        try expectEqual([record.createdAt, record.updatedAt], [now, now], "the session's times")
        try expectEqual(await store.lastClaim(in: session)?.createdAt, now, "the claim's time")
        try expectEqual(await store.allMessages(in: session).first?.createdAt, now, "the message's time")
      }
    },
  ]
}

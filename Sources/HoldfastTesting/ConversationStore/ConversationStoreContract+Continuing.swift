import HoldfastModel
import HoldfastStores

extension ConversationStoreContract {
  /// The text of a sample call after its answer.
  private static func callText(_ id: String, _ state: String, _ more: String) -> String {
    #"{"type":"tool-lookup","toolCallId":"\#(id)","state":"\#(state)","input":{"n":1.50,"q":"é"},\#(more)}"#
  }

  /// More of a reply.
  static let continuationCases = [
    proves(.continues, "an answer is written into the reply, and the next segment claimed") { store in
      let first = try await store.claimAndCall([.text("Let me see."), .call("call-1")])
      let claim = try await store.claimNew(.continuation("more", of: first.reply, [.output("call-1")]))
      let key = ClaimKey(session: .first, message: first.reply, trigger: .continuation, target: "call-1")
      try expectEqual(claim.key, key, "the key")
      try expectEqual(claim.reply, first.reply, "the reply")
      try expectEqual(claim.order, first.order, "the place")
      try expectEqual(claim.segment, 1, "the segment")
      try expectEqual(claim.fingerprint, [], "the fingerprint")
      try expectEqual(await store.claim(for: key), claim, "the claim of the key")
      try expectEqual(await store.session(.first)?.activeStream, claim.stream, "the pointer")
      try expectEqual(await store.claim(of: first.stream, in: .first), first.settled, "the first claim")
      try expectEqual(
        await store.message(first.reply, in: .first)?.partTexts,
        [
          #"{"type":"text","text":"Let me see."}"#,
          callText("call-1", "output-available", #""output":{"found":true}"#),
        ], "the parts")
    },
    proves(.continues, "errors and approvals are written as the AI SDK's client writes them") { store in
      let first = try await store.claimAndCall([
        .call("call-1"), .approvalRequest("call-2", approval: "a-2"),
        .approvalRequest("call-3", approval: "a-3"),
        .call("call-4"),
      ])
      let answers: [ToolAnswer] = [
        .error("call-1", "no\u{0}ne \"é"), .approval("call-2", "a-2"),
        .approval("call-3", "a-3", isApproved: false, reason: "not now"), .output("call-4", .null),
      ]
      let claim = try await store.claimNew(.continuation("more", of: first.reply, answers))
      try expectEqual(claim.key.target, "a-2,a-3,call-1,call-4", "the target")
      try expectEqual(
        await store.message(first.reply, in: .first)?.partTexts,
        [
          callText("call-1", "output-error", #""errorText":"no\u0000ne \"é""#),
          callText("call-2", "approval-responded", #""approval":{"id":"a-2","x":1e400,"approved":true}"#),
          callText(
            "call-3", "approval-responded",
            #""approval":{"id":"a-3","x":1e400,"approved":false,"reason":"not now"}"#),
          callText("call-4", "output-available", #""output":null"#),
        ], "the parts")
    },
    proves(.continues, "answers that no call waits for are ignored, and change nothing by themselves") {
      store in
      let first = try await store.claimAndCall([
        .call("done", state: "output-available", more: #","output":1"#),
        .call("streaming", state: "input-streaming"), .call("ours", more: #","providerExecuted":true"#),
        .approvalRequest("asked", approval: "a-1"),
        .sample(#"{"type":"data-x","toolCallId":"data","state":"input-available"}"#),
      ])
      let answers: [ToolAnswer] = [
        .output("done"), .output("streaming"), .output("ours"), .error("ours", "no"), .output("asked"),
        .approval("asked", "a-2"), .approval("done", "a-1"), .output("data"), .output("unknown"),
      ]
      try await store.expectUnchanged("answers to nothing") {
        let found = try await store.claimExisting(.continuation("more", of: first.reply, answers))
        try expectEqual(found.claim, first.settled, "the claim")
        try expect(found.isLastTurn, "it is not the last turn")
      }
      let claim = try await store.claimNew(
        .continuation("more", of: first.reply, answers + [.approval("asked", "a-1")]))
      try expectEqual(claim.key.target, "a-1", "the target")
    },
    proves(.continues, "a call is answered once, by what comes first") { store in
      let first = try await store.claimAndCall([.call("call-1"), .call("call-2")])
      let twice: [ToolAnswer] = [.output("call-1", 1), .output("call-1", 2), .error("call-1", "no")]
      let second = try await store.claimNew(.continuation("more", of: first.reply, twice))
      let after = try await store.message(first.reply, in: .first)
      try await store.expectUnchanged("a second answer") {
        let found = try await store.claimExisting(
          .continuation("late", of: first.reply, [.output("call-1", 3)]))
        try expectEqual(found.claim, second, "the claim")
      }
      try expectEqual(
        after?.message.parts.map { $0.json["output"] }, [1, nil], "the outputs")
      let third = try await store.claimNew(
        .continuation("third", of: first.reply, [.output("call-1", 3), .output("call-2", 4)]))
      try expectEqual(third.key.target, "call-2", "the target of the next")
      try expectEqual(third.segment, 2, "the segment of the next")
      try expectEqual(third.supersedes, second.stream, "what the next supersedes")
      try expectEqual(
        await store.message(first.reply, in: .first)?.message.parts.map { $0.json["output"] }, [1, 4],
        "all outputs")
    },
    proves(.continues, "calls of a later segment are answered there") { store in
      let first = try await store.claimAndCall([.call("call-1")])
      let second = try await store.claimNew(.continuation("more", of: first.reply, [.output("call-1", 1)]))
      _ = try await store.settle(second.settlement(of: second.reply([.text("And"), .call("call-2")])))
      let third = try await store.claimNew(.continuation("third", of: first.reply, [.output("call-2", 2)]))
      try expectEqual(third.segment, 2, "the segment")
      _ = try await store.settle(third.settlement(of: third.reply([.text("Done")])))
      let outputs = try await store.message(first.reply, in: .first)?.message.parts.map { $0.json["output"] }
      try expectEqual(outputs, [1, nil, 2, nil], "the outputs")
    },
    proves(.continues, "a reply that is not the last message is not gone on with") { store in
      let first = try await store.claimAndCall([.call("call-1")])
      _ = try await store.claimNew(.turn(2))
      try await store.expectUnchanged("a late answer") {
        let found = try await store.claimExisting(.continuation("more", of: first.reply, [.output("call-1")]))
        try expectEqual(found.claim, first.settled, "the claim")
        try expect(!found.isLastTurn, "it is the last turn")
      }
    },
    proves(.continues, "a reply that is not saved yet is not gone on with") { store in
      let first = try await store.claimNew(.turn(1))
      try await store.expectUnchanged("an early answer") {
        let found = try await store.claimExisting(.continuation("more", of: first.reply, [.output("call-1")]))
        try expectEqual(found.claim, first, "the claim")
      }
    },
    proves(.continues, "a reply that was replaced is not gone on with, and its own claim is found") { store in
      let first = try await store.claimAndCall([.call("call-1")])
      let second = try await store.claimNew(.regenerate("again"))
      try await store.expectUnchanged("an answer to what was cut") {
        let found = try await store.claimExisting(.continuation("more", of: first.reply, [.output("call-1")]))
        try expectEqual(found.claim, first.settled.cut(by: second), "the claim")
        try expect(!found.isLastTurn, "what was cut is the last turn")
      }
    },
    proves(.continues, "a reply that is not known is not found, and a user message is no reply") { store in
      let first = try await store.claimAndCall([.call("call-1")])
      try await store.expectUnchanged("an answer to nothing") {
        for id in [MessageID("unknown"), first.key.message] {
          let request = ClaimRequest.continuation("more", of: id, [.output("call-1")])
          try expectEqual(await store.claim(request), .targetNotFound, "the outcome for \(id)")
        }
      }
    },
    proves(.continues, "outputs and unknown members come back byte for byte") { store in
      let part = try MessagePart.sample(Awkward.part)
      let first = try await store.claimAndCall([part, .call("call-1", more: #","z":1.0,"a":-0"#), part])
      let output = JSONValue.array([.object(part.json), .array(Awkward.texts.map { .string($0) })])
      _ = try await store.claimNew(.continuation("more", of: first.reply, [.output("call-1", output)]))
      let call = callText("call-1", "output-available", #""z":1.0,"a":-0,"output":\#(output.text)"#)
      let text = JSONValue.object(part.json).text
      try expectEqual(
        await store.message(first.reply, in: .first)?.partTexts, [text, call, text], "the parts")
    },
    proves(.findsClaims, "of several claims of a reply the newest is found, and each by its stream") {
      store in
      let first = try await store.claimAndCall([.call("call-1")])
      let second = try await store.claimNew(.continuation("more", of: first.reply, [.output("call-1")]))
      try expectEqual(await store.claim(about: first.reply, in: .first), second, "by the reply")
      try expectEqual(
        await store.claim(about: first.key.message, in: .first), first.settled, "by the message")
      try expectEqual(await store.claim(of: first.stream, in: .first), first.settled, "by the first stream")
      try expectEqual(await store.claimExisting(.turn(1, attempt: 2)).claim, first.settled, "by a repeat")
    },
  ]
}

import HoldfastModel
import HoldfastStores

extension ConversationStoreContract {
  /// Replies in several segments.
  static let segmentCases = [
    proves(
      .mergesSegments, "parts follow one another, usage is added up, metadata merged, the rest is the last's"
    ) {
      store in
      let first = try await store.claimNew(.turn(1))
      let one = first.reply([.text("One"), try .call("call-1")], at: 7).with { reply in
        reply.message.metadata = ["a": 1, "b": ["x": 1, "y": 1]]
        reply.status = .interrupted
      }
      _ = try await store.settle(first.settlement(of: one))
      let second = try await store.claimNew(.continuation("more", of: first.reply, [.output("call-1")]))
      let two = second.reply([.text("Two")], at: 20).with { reply in
        reply.message.metadata = ["b": ["y": 2, "z": 3], "c": .null]
        reply.model = "model-2"
        reply.usage = Usage(inputTokens: 10)
      }
      _ = try await store.settle(second.settlement(of: two))
      let whole = try required(await store.message(first.reply, in: .first), "the reply")
      let expected = StoredMessage(
        message: UIMessage(
          id: first.reply, role: .assistant,
          metadata: ["a": 1, "b": ["x": 1, "y": 2, "z": 3], "c": .null], parts: whole.message.parts),
        order: 2, stream: second.stream, model: "model-2", usage: Usage(inputTokens: 13, outputTokens: 5),
        createdAt: .second(7))
      try expectEqual(whole, expected, "the reply")
      try expectEqual(whole.message.parts.map(\.text), ["One", nil, "Two"], "the parts")
      try expectEqual(await store.allMessages().last, whole, "the reply in the list")
    },
    proves(.mergesSegments, "what a segment does not say stays as it was, but for model and stream") {
      store in
      let first = try await store.claimNew(.turn(1))
      let one = first.reply([try .call("call-1")]).with { $0.message.metadata = ["a": 1] }
      _ = try await store.settle(first.settlement(of: one))
      let second = try await store.claimNew(.continuation("more", of: first.reply, [.output("call-1")]))
      let two = second.reply([.text("Two")]).with { reply in
        (reply.usage, reply.model, reply.status) = (nil, nil, .interrupted)
      }
      _ = try await store.settle(second.settlement(of: two))
      let whole = try required(await store.message(first.reply, in: .first), "the reply")
      try expectEqual(whole.usage, one.usage, "the usage")
      try expectEqual(whole.message.metadata, ["a": 1], "the metadata")
      try expectEqual(whole.model, nil, "the model")
      try expectEqual(whole.status, .interrupted, "the status")
    },
    proves(.mergesSegments, "a page counts messages, however many segments they have") { store in
      let first = try await store.claimAndCall([.call("call-1"), .call("call-2"), .call("call-3")])
      for number in 1...3 {
        _ = try await store.claimAndSettle(
          .continuation("more\(number)", of: first.reply, [.output("call-\(number)")]), text: "Part \(number)"
        )
      }
      _ = try await store.claimAndSettle(.turn(2))
      let all = try await store.allMessages()
      try expectEqual(all.map(\.order), [1, 2, 3, 4], "the places")
      try expectEqual(all[1].message.parts.compactMap(\.text), ["Part 1", "Part 2", "Part 3"], "the parts")
      for size in 1...5 {
        var paged: [StoredMessage] = []
        while paged.count < all.count {
          let page = try await store.messages(in: .first, after: paged.last?.order ?? 0, limit: size)
          try expectEqual(page.count, min(size, all.count - paged.count), "a page of \(size)")
          paged += page
        }
        try expectEqual(paged, all, "the messages in pages of \(size)")
      }
    },
    proves(.mergesSegments, "a segment that is saved before an earlier one stands after it") { store in
      let first = try await store.claimAndCall([.call("call-1"), .call("call-2")])
      let second = try await store.claimNew(.continuation("more", of: first.reply, [.output("call-1")]))
      let third = try await store.claimNew(.continuation("third", of: first.reply, [.output("call-2")]))
      _ = try await store.settle(third.settlement("Later"))
      _ = try await store.settle(second.settlement("Earlier"))
      let parts = try await store.message(first.reply, in: .first)?.message.parts.compactMap(\.text)
      try expectEqual(parts, ["Earlier", "Later"], "the parts")
    },
    proves(.mergesSegments, "a continuation that has nothing to save leaves the reply as it was") { store in
      let first = try await store.claimAndCall([.call("call-1")])
      let second = try await store.claimNew(.continuation("more", of: first.reply, [.output("call-1")]))
      let before = try await store.allMessages()
      try expectEqual(await store.settle(second.settlement(of: nil)), .settled, "the outcome")
      try expectEqual(await store.allMessages(), before, "the messages")
    },
  ]
}

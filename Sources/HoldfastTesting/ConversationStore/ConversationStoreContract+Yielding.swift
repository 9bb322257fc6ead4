import HoldfastModel
import HoldfastStores

extension ConversationStoreContract {
  private static let yielding = ClaimRequest.OnActive.yield(unless: nil)

  /// Requests that give way to a stream that is active.
  static let yieldCases = [
    proves(.yields, "a request that yields gets the active stream, and writes nothing") { store in
      let first = try await store.claimAndCall([.call("call-1")])
      let active = try await store.claimNew(.continuation("more", of: first.reply, [.output("call-1")]))
      let requests: [ClaimRequest] = [
        .turn(2), .edit(1, text: "Edited"), .regenerate("again"), .regenerate("again", target: first.reply),
      ]
      for request in requests {
        try await store.expectUnchanged("a request that yields") {
          let outcome = try await store.claim(request.with { $0.onActive = yielding })
          try expectEqual(outcome, .active(active), "the outcome for \(request.turn)")
        }
      }
    },
    proves(.yields, "a continuation that yields writes no answer") { store in
      let first = try await store.claimAndCall([.call("call-1"), .call("call-2")])
      let active = try await store.claimNew(.continuation("more", of: first.reply, [.output("call-1")]))
      let request = ClaimRequest.continuation("third", of: first.reply, [.output("call-2")])
      try await store.expectUnchanged("an answer that yields") {
        try expectEqual(
          await store.claim(request.with { $0.onActive = yielding }), .active(active), "the outcome")
      }
      try expectEqual(await store.claimNew(request).key.target, "call-2", "the target later")
    },
    proves(.yields, "a repeat of the active request is a repeat") { store in
      let claim = try await store.claimNew(.turn(1))
      let found = try await store.claimExisting(.turn(1, attempt: 2).with { $0.onActive = yielding })
      try expectEqual(found.claim, claim, "the claim")
    },
    proves(.yields, "a conflict is a conflict, whatever is active") { store in
      _ = try await store.claimNew(.turn(1))
      let conflict = ClaimRequest.turn(1, text: "Other content").with { $0.onActive = yielding }
      try expectEqual(await store.claim(conflict), .messageConflict, "the outcome")
    },
    proves(.yields, "nothing is active that is settled, ended, abandoned or no longer pointed at") { store in
      for number in 1...4 {
        let claim = try await store.claimNew(.turn(number).with { $0.onActive = yielding })
        switch number {
        case 1: _ = try await store.settle(claim.settlement())
        case 2: _ = try await store.move(claim, to: .ended)
        case 3: _ = try await store.move(claim, to: .abandoned)
        default: try await store.clearPointer(of: .first, ifNaming: claim.stream)
        }
      }
      _ = try await store.claimNew(.turn(5).with { $0.onActive = yielding })
    },
    proves(.yields, "a request yields not to the stream of which the caller knows that it has ended") {
      store in
      let first = try await store.claimNew(.turn(1))
      let other = ClaimRequest.turn(2).with { $0.onActive = .yield(unless: StreamID("another")) }
      try expectEqual(await store.claim(other), .active(first), "with another exception")
      let second = try await store.claimNew(.turn(2).with { $0.onActive = .yield(unless: first.stream) })
      try expectEqual(await store.session(.first)?.activeStream, second.stream, "the pointer")
    },
    proves(.yields, "a Retry that yields stands in for the claim that it replaces") { store in
      let first = try await store.claimNew(.turn(1))
      let retry = ClaimRequest.turn(1).retry(of: first, "retry").with { $0.onActive = yielding }
      _ = try await store.claimNew(retry)
    },
    proves(.yields, "a request yields to an unlogged reply, until it ends or its deadline passes") { store in
      let first = try await store.claimNew(.turn(1))
      _ = try await store.move(first, to: .unlogged(node: .one, until: .second(100)))
      let unlogged = try required(await store.claim(of: first.stream, in: .first), "the claim")
      let request = ClaimRequest.turn(2, at: 99).with { $0.onActive = yielding }
      try expectEqual(await store.claim(request), .active(unlogged), "before the deadline")
      let exempt = request.with { $0.onActive = .yield(unless: first.stream) }
      let second = try await store.claimNew(exempt)
      _ = try await store.settle(second.settlement())
      try expectEqual(
        await store.claim(.turn(3, at: 99).with { $0.onActive = yielding }), .active(unlogged), "again")
      let third = try await store.claimNew(.turn(3, at: 100).with { $0.onActive = yielding })
      _ = try await store.settle(third.settlement())
      _ = try await store.settle(first.settlement())
      _ = try await store.claimNew(.turn(4, at: 50).with { $0.onActive = yielding })
    },
    proves(.yields, "without yielding an unlogged reply is not superseded") { store in
      let first = try await store.claimNew(.turn(1))
      _ = try await store.move(first, to: .toUnlogged)
      try expectEqual(await store.claimNew(.turn(2)).supersedes, nil, "the superseded stream")
      try expectEqual(await store.claim(of: first.stream, in: .first)?.state, .unlogged, "the state")
    },
  ]
}

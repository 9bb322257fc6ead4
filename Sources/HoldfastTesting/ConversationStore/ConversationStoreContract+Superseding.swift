import HoldfastModel
import HoldfastStores

extension ConversationStoreContract {
  /// The pointer, and what a claim supersedes.
  static let supersedingCases = [
    proves(.swapsPointer, "the pointer names the stream of the newest claim") { store in
      for number in 1...3 {
        let claim = try await store.claimNew(.turn(number))
        try expectEqual(await store.session(.first)?.activeStream, claim.stream, "the pointer")
      }
    },
    proves(.swapsPointer, "each session has its own pointer") { store in
      let first = try await store.claimNew(.turn(1))
      let second = try await store.claimNew(.turn(1, in: .second))
      try expectEqual(await store.session(.first)?.activeStream, first.stream, "the first pointer")
      try expectEqual(await store.session(.second)?.activeStream, second.stream, "the second pointer")
      try expectEqual(second.supersedes, nil, "what the second session's claim supersedes")
    },
    proves(.supersedes, "a first claim supersedes nothing") { store in
      try expectEqual(await store.claimNew(.turn(1)).supersedes, nil, "the superseded stream")
    },
    proves(.supersedes, "a claim supersedes the stream that is claimed and named by the pointer") { store in
      let first = try await store.claimNew(.turn(1))
      let second = try await store.claimNew(.turn(2))
      let third = try await store.claimNew(.turn(3))
      try expectEqual(second.supersedes, first.stream, "what the second supersedes")
      try expectEqual(third.supersedes, second.stream, "what the third supersedes")
      try expectEqual(await store.claim(for: third.key), third, "the stored claim")
      try expectEqual(await store.claim(for: first.key)?.state, .claimed, "the state of the superseded claim")
    },
    proves(.supersedes, "another answer to the same message supersedes the first") { store in
      let first = try await store.claimNew(.turn(1))
      let second = try await store.claimNew(.regenerate("again"))
      try expectEqual(second.supersedes, first.stream, "the superseded stream")
    },
    proves(.supersedes, "a claim supersedes no stream that is settled, though the pointer names it") {
      store in
      let first = try await store.claimAndSettle(.turn(1))
      try expectEqual(await store.session(.first)?.activeStream, first.stream, "the pointer before")
      let second = try await store.claimNew(.turn(2))
      try expectEqual(second.supersedes, nil, "the superseded stream")
      try expectEqual(await store.session(.first)?.activeStream, second.stream, "the pointer after")
    },
    proves(.supersedes, "a claim supersedes no stream that was ended or goes on unlogged") { store in
      for (number, move) in [ClaimMove.ended, .abandoned, .toUnlogged].enumerated() {
        let session = SessionID("session-of-\(number)")
        let first = try await store.claimNew(.turn(1, in: session))
        try expect(await store.move(first, to: move), "\(move) was refused")
        try expectEqual(await store.claimNew(.turn(2, in: session)).supersedes, nil, "after \(move)")
      }
    },
    proves(.supersedes, "a claim supersedes no stream that the pointer no longer names") { store in
      let first = try await store.claimNew(.turn(1))
      try await store.clearPointer(of: .first, ifNaming: first.stream)
      try expectEqual(await store.claimNew(.turn(2)).supersedes, nil, "the superseded stream")
    },
  ]
}

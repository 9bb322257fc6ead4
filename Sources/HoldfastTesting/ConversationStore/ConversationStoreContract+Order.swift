import HoldfastModel
import HoldfastStores

extension ConversationStoreContract {
  /// The order of a session.
  static let orderCases = [
    proves(.takesPlaces, "each turn takes the next two places, from 1") { store in
      for number in 1...3 {
        let claim = try await store.claimNew(.turn(number))
        let place = Int64(number * 2)
        try expectEqual(claim.order, place, "the place of reply \(number)")
        let message = try await store.message(claim.key.message, in: .first)
        try expectEqual(message?.order, place - 1, "the place of message \(number)")
      }
    },
    proves(.takesPlaces, "a place is not used again when its turn was cut") { store in
      _ = try await store.claimNew(.turn(1))
      _ = try await store.claimNew(.turn(2))
      _ = try await store.claimNew(.turn(3))
      try expectEqual(
        await store.claimNew(.edit(1, text: "Edited")).order, 2, "the place of the edit's reply")
      try expectEqual(await store.claimNew(.turn(4)).order, 8, "the place of the next reply")
    },
    proves(.takesPlaces, "claims are numbered in the order in which they were made") { store in
      try expectEqual(await store.claimNew(.turn(1)).number, 1, "the first")
      try expectEqual(await store.claimNew(.turn(2)).number, 2, "the second")
      _ = try await store.claimExisting(.turn(2, attempt: 2))
      try expectEqual(await store.claimNew(.edit(1, text: "Edited")).number, 3, "the third")
      try expectEqual(await store.claimNew(.turn(4)).number, 4, "the fourth")
      try expectEqual(await store.claimNew(.turn(1, in: .second)).number, 1, "the first of another session")
    },
    proves(.takesPlaces, "places are counted for each session") { store in
      _ = try await store.claimNew(.turn(1))
      try expectEqual(await store.claimNew(.turn(1, in: .second)).order, 2, "the place in the second session")
    },
    proves(.takesPlaces, "a place is not used again when its reply was never saved") { store in
      let first = try await store.claimNew(.turn(1))
      _ = try await store.move(first, to: .ended)
      try expectEqual(await store.claimNew(.turn(2)).order, 4, "the place of the next reply")
    },
    proves(.readsMessages, "a reply that is saved late stands at its place") { store in
      let first = try await store.claimNew(.turn(1))
      let second = try await store.claimAndSettle(.turn(2))
      _ = try await store.settle(first.settlement("Late"))
      let expected = [first.key.message, first.reply, second.key.message, second.reply]
      try expectEqual(await store.allMessages().map(\.message.id), expected, "the messages")
    },
    proves(.readsMessages, "the order is the place's, whatever the clocks said") { store in
      let first = try await store.claimAndSettle(.turn(1, at: 50), at: 60)
      let second = try await store.claimAndSettle(.turn(2, at: 10), at: 5)
      let expected = [first.key.message, first.reply, second.key.message, second.reply]
      try expectEqual(await store.allMessages().map(\.message.id), expected, "the messages")
    },
    proves(.readsMessages, "messages are read page by page without gap or repeat") { store in
      for number in 1...4 { _ = try await store.claimAndSettle(.turn(number)) }
      let all = try await store.allMessages()
      try expectEqual(all.map(\.order), Array(1...8), "all places")
      for size in [1, 3, 8, 9] {
        var paged: [StoredMessage] = []
        while true {
          let page = try await store.messages(in: .first, after: paged.last?.order ?? 0, limit: size)
          try expect(page.count <= size, "a page of \(size) has \(page.count) messages")
          if page.isEmpty { break }
          paged += page
          try expect(paged.count <= all.count, "the pages of \(size) repeat messages")
        }
        try expectEqual(paged, all, "the messages in pages of \(size)")
      }
    },
    proves(.readsMessages, "messages are read from any place on") { store in
      _ = try await store.claimAndSettle(.turn(1))
      _ = try await store.claimNew(.turn(2))
      let orders = { (place: Int64) in
        try await store.messages(in: .first, after: place, limit: 10).map(\.order)
      }
      try expectEqual(await orders(-5), [1, 2, 3], "all")
      try expectEqual(await orders(1), [2, 3], "after the first place")
      try expectEqual(await orders(3), [], "after the last place")
      try expectEqual(await orders(1000), [], "far behind")
      try expectEqual(await store.messages(in: .first, after: 0, limit: 0), [], "none")
    },
    proves(.readsMessages, "a message is read in its own session only") { store in
      let claim = try await store.claimAndSettle(.turn(1))
      try expectEqual(await store.message(claim.reply, in: .first)?.order, 2, "the reply")
      try expectEqual(await store.message(claim.reply, in: .second), nil, "the reply in another session")
      try expectEqual(await store.message(MessageID("none"), in: .first), nil, "a message that is not there")
      try expectEqual(await store.allMessages(in: .second), [], "the messages of another session")
    },
  ]
}

#if MySQL
  import HoldfastModel
  import HoldfastMySQL
  import HoldfastStores
  import Testing

  @Suite("Effects", .timeLimit(.minutes(1)))
  struct EffectTests {
    @Test("A provider names its calls as it likes: long names, and names that a collation finds alike")
    func names() async throws {
      try await withStore { store, _ in
        let request = ClaimRequest.sample()
        _ = try await store.claim(request)
        let long = String(repeating: "c", count: 5_000)
        let names = [long + "a", long + "A", long + "a ", "e\u{301}", "\u{e9}", ""]
        let entries = names.enumerated().map { number, name in
          EffectEntry(
            call: name, number: number, tool: "mail", effect: .reversible, input: ["to": .string(name)],
            changedAt: request.now)
        }
        var settlement = request.settlement()
        settlement.effects = entries.reversed()
        let outcome = try await store.settle(settlement)
        #expect(outcome == .settled)
        var found = try await store.effects(of: request.stream, in: request.session)
        #expect(found.map { Array($0.call.utf8) } == names.map { Array($0.utf8) })
        #expect(found == entries)
        var changed = entries[1]
        changed.state = .compensated
        changed.output = .string("undone")
        try await store.saveEffect(changed, of: request.stream, in: request.session)
        found = try await store.effects(of: request.stream, in: request.session)
        #expect(found[1] == changed)
        #expect(found.count == entries.count && found[0] == entries[0] && found[2] == entries[2])
      }
    }
  }
#endif

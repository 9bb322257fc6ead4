import HoldfastModel
import HoldfastStores

extension ConversationStoreContract {
  /// What is settled with a reply: its effects and its artifacts.
  static let effectCases = [
    proves(.settlesEffects, "effects are written with the reply, in the order of the calls") { store in
      let claim = try await store.claimNew(.turn(1))
      var settlement = claim.settlement()
      settlement.effects = [.sample(1), .sample(0, state: .failed)]
      try expectEqual(await store.settle(settlement), .settled, "the settlement")
      let expected = [EffectEntry.sample(0, state: .failed), .sample(1)]
      try expectEqual(await store.effects(of: claim.stream, in: .first), expected, "the effects")
      try expectEqual(await store.effects(of: StreamID("none"), in: .first), [], "of another stream")
      try expectEqual(await store.effects(of: claim.stream, in: .second), [], "in another session")
    },
    proves(.settlesEffects, "effects are written whatever became of the reply") { store in
      let claim = try await store.claimNew(.turn(1))
      var settlement = claim.settlement(of: nil).failed
      settlement.effects = [.sample(0, state: .compensated)]
      _ = try await store.settle(settlement)
      try expectEqual(
        await store.effects(of: claim.stream, in: .first), [.sample(0, state: .compensated)], "the effects")
    },
    proves(.settlesEffects, "a repeated settlement writes no effect and no version again") { store in
      let claim = try await store.claimNew(.turn(1))
      var settlement = claim.settlement()
      settlement.effects = [.sample(0)]
      settlement.artifacts = [.sample("a", "one")]
      _ = try await store.settle(settlement)
      settlement.effects = [.sample(0, state: .failed)]
      try expectEqual(await store.settle(settlement), .alreadySettled, "the repeat")
      try expectEqual(await store.effects(of: claim.stream, in: .first), [.sample(0)], "the effects")
      try expectEqual(await store.versions(of: ArtifactID("a"), in: .first).count, 1, "versions")
    },
    proves(.settlesEffects, "what an effect came to since takes the place of what was known") { store in
      let claim = try await store.claimNew(.turn(1))
      var settlement = claim.settlement()
      settlement.effects = [.sample(0, state: .manualReview), .sample(1)]
      _ = try await store.settle(settlement)
      try await store.saveEffect(.sample(0, state: .compensated), of: claim.stream, in: .first)
      try expectEqual(
        await store.effects(of: claim.stream, in: .first), [.sample(0, state: .compensated), .sample(1)],
        "the effects")
      try await store.saveEffect(.sample(0), of: claim.stream, in: .second)
      try expectEqual(
        await store.effects(of: claim.stream, in: .second), [], "in a session that is not there")
      try expectEqual(await store.session(.second), nil, "that session")
    },
    proves(.exact, "effects and artifacts come back as they were written") { store in
      let claim = try await store.claimNew(.turn(1))
      var settlement = claim.settlement()
      for (index, text) in Awkward.texts.enumerated() {
        var effect = EffectEntry.sample(index)
        effect.input = ["text": .string(text)]
        effect.output = .string(text)
        effect.detail = text
        settlement.effects.append(effect)
        settlement.artifacts.append(
          ArtifactContent(id: ArtifactID("a\(index)"), kind: .text, title: text, content: text))
      }
      _ = try await store.settle(settlement)
      try expectEqual(await store.effects(of: claim.stream, in: .first), settlement.effects, "the effects")
      try expectEqual(
        await store.artifacts(in: .first).map(\.content), settlement.artifacts, "the artifacts")
    },
    proves(.keepsArtifacts, "an artifact is saved with its reply, and each further one is a version") {
      store in
      let first = try await store.claimNew(.turn(1))
      var settlement = first.settlement(at: 100)
      settlement.artifacts = [
        .sample("a", "one"), .sample("b", "other", kind: .diagram), .sample("a", "two"),
      ]
      _ = try await store.settle(settlement)
      let second = try await store.claimNew(.turn(2))
      settlement = second.settlement(at: 200)
      settlement.artifacts = [.sample("a", "three", title: "Renamed")]
      _ = try await store.settle(settlement)
      let versions = try await store.versions(of: ArtifactID("a"), in: .first)
      try expectEqual(versions.map(\.version), [1, 2, 3], "the versions")
      try expectEqual(versions.map(\.content.content), ["one", "two", "three"], "their contents")
      try expectEqual(versions.map(\.message), [first.reply, first.reply, second.reply], "their replies")
      try expectEqual(versions.map(\.stream), [first.stream, first.stream, second.stream], "their streams")
      try expectEqual(versions.last?.createdAt, .second(200), "when the last one was saved")
      let newest = try await store.artifacts(in: .first)
      try expectEqual(newest.map(\.content.id.rawValue), ["a", "b"], "the artifacts, in order")
      try expectEqual(newest.map(\.version), [3, 1], "their newest versions")
      try expectEqual(newest.first?.content.title, "Renamed", "the newest title")
      try expectEqual(await store.versions(of: ArtifactID("a"), in: .second), [], "in another session")
      try expectEqual(await store.versions(of: ArtifactID("c"), in: .first), [], "one that is not there")
    },
    proves(.keepsArtifacts, "a reply that is not saved leaves no artifact") { store in
      let first = try await store.claimNew(.turn(1))
      var settlement = first.settlement(of: nil)
      settlement.artifacts = [.sample("a", "one")]
      _ = try await store.settle(settlement)
      let second = try await store.claimNew(.turn(2))
      settlement = second.settlement().failed
      settlement.artifacts = [.sample("b", "one")]
      _ = try await store.settle(settlement)
      try expectEqual(await store.artifacts(in: .first), [], "the artifacts")
    },
  ]
}

extension EffectEntry {
  /// A call of a stream.
  static func sample(_ number: Int, state: State = .confirmed, tries: Int = 0) -> EffectEntry {
    EffectEntry(
      call: "call-\(number)", number: number, tool: "book", effect: .reversible, state: state,
      input: ["n": .number(JSONNumber(number))], output: state == .confirmed ? "done" : nil, tries: tries,
      changedAt: .second(50))
  }
}

extension ArtifactContent {
  /// An artifact of a name.
  static func sample(
    _ name: String, _ content: String, kind: ArtifactKind = .code, title: String = "Title"
  ) -> ArtifactContent {
    ArtifactContent(id: ArtifactID(name), kind: kind, title: title, content: content)
  }
}

import HoldfastModel
import HoldfastStores

extension StreamLogContract {
  /// The outcome of a stream.
  static let outcomeCases = [
    proves(.once, "the outcome is set with the last content, and the stream runs on") { log in
      let stream = try await log.make()
      _ = try await log.write(.to(stream, at: 0, ["a"], outcome: .finished))
      let record = try await log.known(stream)
      try expectEqual(record.outcome, .finished, "the outcome")
      try expectEqual(record.state, nil, "the state")
      try expectEqual(record.endedAt, nil, "the time of the end")
      try expectEqual(await log.texts(stream), ["a"], "the frames")
    },
    proves(.once, "content after the outcome is refused") { log in
      let stream = try await log.make()
      _ = try await log.write(.to(stream, at: 0, ["a"], outcome: .finished))
      try await log.expectRefused(.outcomeSet, .to(stream, at: 1, ["b"]))
    },
    proves(.once, "another outcome is refused, with an end or without") { log in
      let stream = try await log.make()
      _ = try await log.write(.to(stream, at: 0, ["a"], outcome: .finished))
      try await log.expectRefused(.outcomeSet, .to(stream, at: 1, outcome: .stopped))
      try await log.expectRefused(.outcomeSet, .to(stream, at: 1, ["b"], outcome: .stopped, end: .stopped))
    },
    proves(.once, "every outcome comes back as it was set") { log in
      var outcomes = TerminalState.allCases.map { StreamOutcome(state: $0) }
      outcomes += FinishReason.allCases.map { StreamOutcome(state: .finished, reason: $0) }
      outcomes += ProviderError.Kind.allCases.map { kind in
        StreamOutcome(state: .aborted, failure: .init(kind: kind, detail: "kind \(kind) 'ü' \u{0} 😀"))
      }
      outcomes += [nil, 0, 1 << 40].map { (count: Int?) in
        StreamOutcome(
          state: .finished, reason: .length, model: "model / ü",
          usage: Usage(inputTokens: count, outputTokens: count.map { $0 + 1 }))
      }
      for (number, outcome) in outcomes.enumerated() {
        let stream = try await log.make("s\(number)")
        _ = try await log.write(.to(stream, at: 0, outcome: outcome))
        try expectEqual(await log.known(stream).outcome, outcome, "outcome \(number)")
      }
    },
  ]

  /// The end of a stream.
  static let endCases = [
    proves(.ends, "closing frames and the end are one write after the outcome") { log in
      let stream = try await log.make()
      _ = try await log.write(.to(stream, at: 0, ["a"], outcome: .finished))
      try expectEqual(
        await log.write(.to(stream, at: 1, ["b", "c"], end: .finished)).length, 3, "the length")
      let record = try await log.known(stream)
      try expectEqual(record.state, .finished, "the state")
      try expect(record.endedAt != nil, "there is no time of the end")
      try expectEqual(record.persistence, .pending, "whether it is saved")
      try expectEqual(await log.texts(stream), ["a", "b", "c"], "the frames")
    },
    proves(.ends, "content, outcome and end are set in one write") { log in
      let stream = try await log.make()
      _ = try await log.write(.to(stream, at: 0, ["a", "b"], outcome: .stopped, end: .stopped))
      let record = try await log.known(stream)
      try expectEqual(record.outcome, .stopped, "the outcome")
      try expectEqual(record.state, .stopped, "the state")
      try expectEqual(await log.texts(stream), ["a", "b"], "the frames")
    },
    proves(.ends, "a stream without an outcome does not end") { log in
      let stream = try await log.make()
      try await log.expectRefused(.refused, .to(stream, at: 0, ["a"], end: .finished))
      try await log.expectRefused(.refused, .to(stream, at: 0, end: .failed))
      try expectEqual(await log.known(stream).state, nil, "the state")
    },
    proves(.ends, "a stream ends in any state, also in another than its outcome's") { log in
      for state in TerminalState.allCases {
        let stream = try await log.make(state.rawValue)
        _ = try await log.write(.to(stream, at: 0, outcome: .finished))
        _ = try await log.write(.to(stream, at: 0, end: state))
        try expectEqual(await log.known(stream).state, state, "the state")
        try expectEqual(await log.known(stream).outcome, .finished, "the outcome")
      }
    },
    proves(.once, "nothing follows the end") { log in
      let stream = try await log.makeEnded("a")
      try await log.expectRefused(.ended, .to(stream, at: 1, ["b"]))
      try await log.expectRefused(.ended, .to(stream, at: 1))
      try await log.expectRefused(.ended, .to(stream, at: 1, outcome: .stopped))
      try await log.expectRefused(.ended, .to(stream, at: 1, ["b"], end: .finished))
      try await log.expectRefused(.ended, .to(stream, at: 0, ["other"]))
    },
    proves(.once, "a stream ends once, in one state") { log in
      let stream = try await log.makeEnded("a")
      try await log.expectRefused(.ended, .to(stream, at: 1, end: .stopped))
      let other = StreamAppend.to(stream, at: 0, ["content"], outcome: .finished, end: .stopped)
      try await log.expectRefused(.ended, other)
    },
    provesInTime(.once, "the time of the end is the first end's") { log, advance in
      let stream = try await log.make()
      let write = StreamAppend.to(stream, at: 0, outcome: .finished, end: .finished)
      _ = try await log.write(write)
      let before = try await log.known(stream).endedAt
      try await advance(.seconds(2))
      _ = try await log.write(write)
      try expectEqual(await log.known(stream).endedAt, before, "the time of the end")
    },
    proves(.once, "of twenty different ends at once, one is set") { log in
      let stream = try await log.make()
      _ = try await log.write(.to(stream, at: 0, ["a"], outcome: .finished))
      let results = try await concurrently(20) { number in
        await log.append([
          .to(stream, at: 1, ["end \(number)"], end: number.isMultiple(of: 2) ? .finished : .stopped)
        ])
      }
      let winners = results.indices.filter { results[$0].first?.code == nil }
      try expectEqual(winners.count, 1, "ends that were taken")
      try expectEqual(await log.texts(stream), ["a"] + winners.map { "end \($0)" }, "the frames")
    },
  ]
}

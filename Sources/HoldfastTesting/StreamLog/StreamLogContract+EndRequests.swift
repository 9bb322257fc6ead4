import HoldfastModel
import HoldfastStores

extension StreamLogContract {
  /// Asking for an end from elsewhere.
  static let endRequestCases = [
    proves(.requestsEnd, "a request is noted, and every kind of it") { log in
      for request in EndRequest.allCases {
        let stream = try await log.make(request.rawValue)
        let before = try await log.known(stream)
        let record = try await log.requestEnd(stream, request)
        var expected = before
        expected.requestedEnd = request
        try expectEqual(record, expected, "the record that is returned")
        try expectEqual(await log.record(of: stream), expected, "the record that is stored")
      }
    },
    proves(.requestsEnd, "the first request counts") { log in
      let stream = try await log.make()
      _ = try await log.requestEnd(stream, .supersede)
      try expectEqual(await log.requestEnd(stream, .stop).requestedEnd, .supersede, "after another request")
      try expectEqual(await log.requestEnd(stream, .supersede).requestedEnd, .supersede, "after a repeat")
    },
    proves(.requestsEnd, "of many requests at once one counts, and all are told which") { log in
      let stream = try await log.make()
      let records = try await concurrently(20) { number in
        try await log.requestEnd(stream, EndRequest.allCases[number % EndRequest.allCases.count])
      }
      let counted = try required(await log.known(stream).requestedEnd, "the request")
      try expectEqual(Set(records.map(\.requestedEnd)), [counted], "the requests that were told")
    },
    proves(.requestsEnd, "after the outcome, and after the end, no request counts") { log in
      let stream = try await log.make()
      _ = try await log.write(.to(stream, at: 0, ["a"], outcome: .finished))
      let afterOutcome = try await log.known(stream)
      try expectEqual(await log.requestEnd(stream, .stop), afterOutcome, "after the outcome")
      _ = try await log.write(.to(stream, at: 1, ["b"], end: .finished))
      let afterEnd = try await log.known(stream)
      try expectEqual(await log.requestEnd(stream, .stop), afterEnd, "after the end")
      try expectEqual(await log.record(of: stream), afterEnd, "the record")
    },
    proves(.requestsEnd, "a request stays known after the outcome") { log in
      let stream = try await log.make()
      _ = try await log.requestEnd(stream, .stop)
      let answer = try await log.write(.to(stream, at: 0, ["a"], outcome: .stopped, end: .stopped))
      try expectEqual(answer.requestedEnd, .stop, "the acknowledgement")
      try expectEqual(await log.known(stream).requestedEnd, .stop, "the record")
    },
    proves(.requestsEnd, "every acknowledgement tells the owner of the request") { log in
      let stream = try await log.make()
      let write = StreamAppend.to(stream, at: 0, ["a"])
      try expectEqual(await log.write(write).requestedEnd, nil, "a write before it")
      try expectEqual(
        await log.renew(stream, epoch: 1, lease: .lease).requestedEnd, nil, "a renewal before it")
      _ = try await log.requestEnd(stream, .stop)
      try expectEqual(await log.write(write).requestedEnd, .stop, "a repeat")
      try expectEqual(await log.write(.to(stream, at: 1, ["b"])).requestedEnd, .stop, "a write")
      try expectEqual(await log.write(.to(stream, at: 2)).requestedEnd, .stop, "a write of nothing")
      try expectEqual(await log.renew(stream, epoch: 1, lease: .lease).requestedEnd, .stop, "a renewal")
    },
    proves(.requestsEnd, "whoever takes the stream over is told of the request") { log in
      let stream = try await log.make()
      _ = try await log.requestEnd(stream, .supersede)
      try expectEqual(await log.taken(stream, force: true).requestedEnd, .supersede, "the request")
      try expectEqual(
        await log.write(.to(stream, at: 0, epoch: 2)).requestedEnd, .supersede, "its first write")
    },
    proves(.requestsEnd, "a request does not stop the owner from writing") { log in
      let stream = try await log.make()
      _ = try await log.requestEnd(stream, .stop)
      _ = try await log.write(.to(stream, at: 0, ["a"]))
      _ = try await log.write(.to(stream, at: 1, ["b"], outcome: .finished))
      try expectEqual(await log.known(stream).outcome, .finished, "the outcome")
    },
    proves(.tellsOwner, "the owner that listens is told at once") { log in
      let stream = try await log.make()
      let rings = log.endRequests(to: .one)
      try expectEqual(
        await firstRing(of: rings, whileRepeating: { _ = try await log.requestEnd(stream, .stop) }), stream,
        "the stream")
    },
    proves(.tellsOwner, "only the owner is told, and after a take-over the new one") { log in
      let (taken, kept) = (try await log.make("a"), try await log.make("b"))
      _ = try await log.taken(taken, owner: .two, force: true)
      let (ringsOfOne, ringsOfTwo) = (log.endRequests(to: .one), log.endRequests(to: .two))
      try expectEqual(
        await firstRing(of: ringsOfTwo, whileRepeating: { _ = try await log.requestEnd(taken, .stop) }),
        taken, "what node 2 hears")
      try expectEqual(
        await firstRing(of: ringsOfOne, whileRepeating: { _ = try await log.requestEnd(kept, .stop) }), kept,
        "what node 1 hears")
    },
  ]

  /// The first stream that is told of while a request is repeated: a ring is a hint, which may miss one.
  private static func firstRing(
    of rings: AsyncStream<StreamID>, whileRepeating request: @escaping @Sendable () async throws -> Void
  ) async throws -> StreamID? {
    try await withThrowingTaskGroup(of: StreamID?.self) { group in
      group.addTask {
        for await stream in rings { return stream }
        return nil
      }
      group.addTask {
        for _ in 0..<100 where !Task.isCancelled {
          do {
            try await request()
            // Only an implementation that rings late, or never, makes this wait.
            try await Task.sleep(for: .milliseconds(50))
          } catch is CancellationError {
            // The ring was heard.
          }
        }
        return nil
      }
      defer { group.cancelAll() }
      return try await group.next() ?? nil
    }
  }
}

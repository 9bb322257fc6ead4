extension Workload {
  /// Reads one finished reply again and again: how long until all of it is there.
  ///
  /// - Parameters:
  ///   - count: How often it is read.
  ///   - clients: How many read at once.
  package func resumes(_ count: Int, clients: Int) async throws -> LoadResult {
    let cookie = try await introduce()
    let (session, before) = (LoadClient.session(1), LoadTally())
    let made = try await client.start(
      script, session: session, cookie: cookie, keepsBody: true, tally: before)
    let original = try await made.answer()
    guard original.tokens == script.tokens, before.now.failed == 0 else {
      throw LoadError("the reply to be read again was not made: \(before.now.failure ?? "it is short")")
    }
    let stream = original.fields["x-workflow-run-id"]
    let request = client.kind.replay(session: session, stream: stream, at: client.address, cookie: cookie)
    var result = LoadResult(
      workload: "resume", parameters: [("clients", "\(clients)"), ("resumes", "\(count)")])
    let tally = LoadTally()
    let meter = LoadMeter(server: processes)
    let kept = try await withThrowingTaskGroup(of: [LoadAnswer].self) { group in
      for number in 0..<clients {
        group.addTask {
          var kept: [LoadAnswer] = []
          for turn in 0..<max(1, count / clients) {
            let keeps = number < sample && turn == 0
            let exchange = try await client.open(.init(request: request, keepsBody: keeps), tally: tally)
            let answer = try await exchange.answer()
            if keeps { kept.append(answer) }
          }
          return kept
        }
      }
      return try await group.reduce(into: []) { $0 += $1 }
    }
    meter.end(&result)
    result.sums = tally.now
    result.compare([original] + kept, name: "the reply")
    if result.sums.tokens != result.sums.ended * script.tokens { result.faults.append("tokens were missing") }
    return result
  }
}

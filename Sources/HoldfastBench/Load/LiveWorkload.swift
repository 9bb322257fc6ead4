extension Workload {
  /// Lets many replies stream at once, each with one reader: how long a token takes from the provider to the reader.
  ///
  /// Only what comes while all are live is measured.
  ///
  /// - Parameter ramp: The time over which they are started, as people do not all ask at once.
  package func live(_ streams: Int, ramp: Duration) async throws -> LoadResult {
    let cookie = try await introduce()
    var result = LoadResult(workload: "live", parameters: [("streams", "\(streams)")])
    let tally = LoadTally(pauseAfter: script.pauseAfter)
    var exchanges: [LoadClient.Exchange] = []
    let begun = ContinuousClock.now
    for number in 0..<streams {
      try await Task.sleep(until: begun + ramp * Double(number) / Double(streams))
      exchanges.append(
        try await client.start(
          script, session: LoadClient.session(number), cookie: cookie, keepsBody: number < sample,
          tally: tally))
    }
    for exchange in exchanges {
      let status = try await exchange.head().status
      guard status == 200 else { throw LoadError("a reply began with status \(status)") }
    }
    let before = tally.now
    tally.reset()
    let meter = LoadMeter(server: processes)
    _ = try await exchanges[0].answer()
    let all = tally.now
    meter.end(&result)
    var kept: [LoadAnswer] = []
    for (number, exchange) in exchanges.enumerated() {
      let answer = try await exchange.answer()
      if number < sample { kept.append(answer) }
    }
    result.sums = all
    result.sums.firstFrame = before.firstFrame
    result.sums.firstToken = before.firstToken
    let last = tally.now
    (result.sums.failed, result.sums.failure) = (before.failed + last.failed, last.failure ?? before.failure)
    result.sums.outOfOrder = before.outOfOrder + last.outOfOrder
    let tokens = before.tokens + last.tokens
    for answer in kept {
      result.compare([answer] + (try await replayed(answer, cookie)), name: "a reply")
    }
    if tokens != streams * script.tokens {
      result.faults.append("\(tokens) tokens came of \(streams * script.tokens)")
    }
    return result
  }
}

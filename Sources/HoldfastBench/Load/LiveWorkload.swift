extension Workload {
  /// Lets many replies stream at once, each with one reader: how long a token takes from the provider to the reader.
  package func live(_ streams: Int) async throws -> LoadResult {
    let cookie = try await introduce()
    var result = LoadResult(workload: "live", parameters: [("streams", "\(streams)")])
    let tally = LoadTally(pauseAfter: script.pauseAfter)
    var exchanges: [LoadClient.Exchange] = []
    let meter = LoadMeter(server: processes)
    for number in 0..<streams {
      exchanges.append(
        try await client.start(
          script, session: LoadClient.session(number), cookie: cookie, keepsBody: number < sample, tally: tally))
      // Spread over a gap, as the replies of people are.
      if number.isMultiple(of: 10) { try await Task.sleep(for: .milliseconds(1)) }
    }
    var kept: [LoadAnswer] = []
    for (number, exchange) in exchanges.enumerated() {
      let answer = try await exchange.answer()
      if number < sample { kept.append(answer) }
    }
    meter.end(&result)
    result.sums = tally.now
    for answer in kept { result.compare([answer], name: "a reply") }
    if result.sums.tokens != streams * script.tokens {
      result.faults.append("\(result.sums.tokens) tokens came of \(streams * script.tokens)")
    }
    return result
  }
}

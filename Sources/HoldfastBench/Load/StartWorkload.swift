extension Workload {
  /// Starts replies, one after the other: how long until the first frame, and the first token.
  package func starts(_ count: Int) async throws -> LoadResult {
    let cookie = try await introduce()
    var result = LoadResult(workload: "start", parameters: [("starts", "\(count)")])
    let tally = LoadTally()
    let meter = LoadMeter(server: processes)
    for number in 0..<count {
      let exchange = try await client.start(
        script, session: LoadClient.session(number), cookie: cookie, keepsBody: number < sample, tally: tally)
      let answer = try await exchange.answer()
      if answer.tokens != script.tokens {
        result.faults.append("\(answer.tokens) tokens of \(script.tokens)")
      }
      if number < sample {
        result.compare([answer] + (try await replayed(answer, cookie)), name: "a reply")
      }
    }
    meter.end(&result)
    result.sums = tally.now
    return result
  }
}

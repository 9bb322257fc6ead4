extension Workload {
  /// What some readers of a fan-out do that is not in order.
  package struct Misbehaviour: Sendable {
    /// How many stop reading in the middle.
    package var stalling = 0
    /// How many drop their connection in the middle.
    package var vanishing = 0

    /// Makes none.
    package init() {}
  }

  /// Lets many readers follow one reply: how long a token takes to each of them.
  ///
  /// The script needs a lead in which all can come.
  package func fanOut(_ readers: Int, _ misbehaviour: Misbehaviour = Misbehaviour()) async throws
    -> LoadResult
  {
    let cookie = try await introduce()
    let session = LoadClient.session(1)
    var result = LoadResult(workload: "fan-out", parameters: [("readers", "\(readers)")])
    let (tally, others) = (LoadTally(), LoadTally())
    let first = try await client.start(
      script, session: session, cookie: cookie, keepsBody: true, tally: others)
    guard try await first.head().status == 200 else { throw LoadError("the reply did not begin") }
    var exchanges: [LoadClient.Exchange] = []
    for number in 0..<readers {
      var plan = LoadHandler.Plan(
        request: client.kind.read(session: session, at: client.address, cookie: cookie))
      plan.keepsBody = number < sample
      exchanges.append(try await client.open(plan, tally: tally))
    }
    let read = client.kind.read(session: session, at: client.address, cookie: cookie)
    for number in 0..<misbehaviour.stalling + misbehaviour.vanishing {
      var plan = LoadHandler.Plan(request: read)
      if number < misbehaviour.stalling { plan.stallsAfter = 5 } else { plan.vanishesAfter = 5 + number }
      _ = try await client.open(plan, tally: others)
    }
    for exchange in exchanges {
      let status = try await exchange.head().status
      guard status == 200 else { throw LoadError("a reader got status \(status)") }
    }
    if tally.counts.tokens > 0 { result.faults.append("readers came late: the lead is too short") }
    var meter = LoadMeter(server: processes)
    try await until("the first token", deadline) { others.counts.tokens + tally.counts.tokens > 0 }
    meter.begin()
    var kept = [try await first.answer()]
    for (number, exchange) in exchanges.enumerated() {
      let answer = try await exchange.answer()
      if number < sample { kept.append(answer) }
      if answer.tokens != script.tokens {
        result.faults.append("a reader got \(answer.tokens) of \(script.tokens)")
      }
    }
    meter.end(&result)
    result.sums = tally.now
    result.compare(kept, name: "the reply")
    return result
  }
}

extension Workload {
  /// Lets many readers wait for a reply that says nothing: how much memory one of them takes.
  ///
  /// The script needs a lead in which they come and wait.
  package func idle(_ readers: Int) async throws -> LoadResult {
    let cookie = try await introduce()
    let session = LoadClient.session(1)
    var result = LoadResult(workload: "idle", parameters: [("readers", "\(readers)")])
    let tally = LoadTally()
    let first = try await client.start(script, session: session, cookie: cookie, tally: tally)
    guard try await first.head().status == 200 else { throw LoadError("the reply did not begin") }
    let meter = LoadMeter(server: processes)
    var exchanges: [LoadClient.Exchange] = []
    for _ in 0..<readers {
      let request = client.kind.read(session: session, at: client.address, cookie: cookie)
      exchanges.append(try await client.open(.init(request: request), tally: tally))
    }
    for exchange in exchanges {
      let status = try await exchange.head().status
      guard status == 200 else { throw LoadError("a reader got status \(status)") }
    }
    meter.end(&result)
    if let before = result.residentBefore, let after = result.residentAfter {
      result.extra.append(("bytesPerReader", Double(after - before) / Double(max(1, readers))))
    }
    if tally.counts.tokens > 0 { result.faults.append("readers came late: the lead is too short") }
    for exchange in exchanges { exchange.drop() }
    first.drop()
    return result
  }
}

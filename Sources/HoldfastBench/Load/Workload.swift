/// What every workload is given.
package struct Workload: Sendable {
  package var client: LoadClient
  package var script: BenchScript
  /// The processes of the server, for what it uses.
  package var processes: [Int32]
  /// How many readers are compared byte by byte.
  package var sample = 4

  /// Makes a workload.
  package init(client: LoadClient, script: BenchScript, processes: [Int32]) {
    self.client = client
    self.script = script
    self.processes = processes
  }

  /// How long a script takes, and some more, before something is wrong.
  var deadline: Duration {
    let milliseconds =
      script.leadMilliseconds + script.pauseMilliseconds + Double(script.tokens) * script.gapMilliseconds
    return .milliseconds(milliseconds * 3) + .seconds(60)
  }

  /// Waits until something is true.
  ///
  /// - Throws: ``LoadError`` at the deadline.
  func until(_ what: String, _ deadline: Duration, _ isTrue: () -> Bool) async throws {
    let end = ContinuousClock.now + deadline
    while !isTrue() {
      guard ContinuousClock.now < end else { throw LoadError("\(what) did not come within \(deadline)") }
      try await Task.sleep(for: .milliseconds(5))
    }
  }

  /// A reply as it is read again after its end, where the server names the stream to ask for; else nothing.
  func replayed(_ answer: LoadAnswer, _ cookie: String?) async throws -> [LoadAnswer] {
    guard let stream = answer.fields["x-workflow-run-id"] else { return [] }
    let request = client.kind.replay(session: "", stream: stream, at: client.address, cookie: cookie)
    let exchange = try await client.open(.init(request: request, keepsBody: true), tally: LoadTally())
    return [try await exchange.answer()]
  }

  /// A cookie that stands for one client, from a first short reply; `nil` when the server gives none.
  func introduce() async throws -> String? {
    var short = BenchScript()
    (short.tokens, short.gapMilliseconds) = (1, 0)
    let tally = LoadTally()
    let exchange = try await client.start(short, session: LoadClient.session(0), tally: tally)
    let answer = try await exchange.answer()
    guard answer.status == 200 else {
      throw LoadError("the server answered the first request with status \(answer.status)")
    }
    return answer.cookie
  }
}

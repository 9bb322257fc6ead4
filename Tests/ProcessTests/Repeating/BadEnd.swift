import HoldfastModel

/// A way in which a reply ends without being finished, or without its reader.
enum BadEnd: String, Sendable, CaseIterable {
  /// The provider breaks off in the middle.
  case aborted
  /// The provider fails before there is anything.
  case failed
  /// The person stops it.
  case stopped
  /// A newer message takes its place.
  case superseded
  /// The reader leaves, and the reply comes to its end without it.
  case left

  /// What the provider plays.
  static let script = Script()
    .answering("aborted", [Script.text("word {n} ", repeat: 3), fail("transport")])
    .answering("failed", [fail("overload")])
    .answering("left", [Script.text("word {n} ", repeat: 8, every: "0.005"), Script.finish])
    .answering("short", [Script.text("word"), Script.finish])
    // Long enough for whoever ends it, and no longer: a sleep that is cancelled is kept by the system until its time.
    .answering(nil, [Script.text("word {n} ", repeat: 3), Script.delay("60"), Script.finish])

  private static func fail(_ kind: String) -> JSONValue { ["fail": ["kind": .string(kind)]] }

  /// Makes a reply end so; returns what is wrong with its end.
  func findings(session: String, by client: ChatClient) throws -> Findings {
    var findings = Findings()
    let reading = try client.start(session, "question", "Be \(rawValue).")
    switch self {
    case .aborted, .failed: break
    case .stopped:
      try reading.read { $0.frames.count >= 3 }
      findings.equal(try client.stop(session), "stopped", "answer to the stop")
    case .superseded:
      try reading.read { $0.frames.count >= 3 }
      let newer = try client.start(session, "newer", "Be short.")
      try newer.readToEnd()
      findings.equal(newer.frames.last?.type, "finish", "end of the newer reply")
    case .left:
      try reading.read { $0.frames.count >= 2 }
      return findings
    }
    try reading.readToEnd()
    findings.check(reading.isDone, "the answer has no end")
    let last = reading.frames.last?.type
    findings.equal(last, self == .aborted || self == .failed ? "error" : "abort", "last frame")
    return findings
  }
}

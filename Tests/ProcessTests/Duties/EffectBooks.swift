import TestServers

/// What the server lists of calls, what the tools themselves know of them, and what of them is saved.
struct EffectBooks: Sendable {
  /// Every call that the server knows of.
  var all: [String: EffectRow]
  /// The calls about which the server says that something is to be done.
  var open: Set<String>
  /// What the tools know.
  var record: ToolRecord
  /// The saved replies.
  var replies: [SavedReply]

  /// What is wrong at rest: every effect is in a saved message, undone, or listed, and no call was made twice.
  var findings: Findings {
    var findings = Findings()
    findings.equal(record.strange, [], "what the tools were sent")
    let saved = replies.reduce(into: [:]) { saved, reply in saved.merge(reply.calls) { $1 } }
    for (key, row) in all {
      let call = record.calls[key]
      let hasEffect = row.effect != "none"
      findings.check(call?.tool ?? row.tool == row.tool, "\(key): another tool")
      switch row.state {
      case "confirmed":
        findings.check(call?.isDone == true, "\(key) is confirmed and was not done")
        findings.check(saved[key] == "output-available" || open.contains(key), "\(key) is confirmed and lost")
      case "failed":
        findings.check(!hasEffect || call?.isDone != true, "\(key) has failed and was done")
      case "compensated":
        findings.check(call?.isDone != true, "\(key) is compensated and was not undone")
        findings.check(saved[key] != "output-available", "\(key) is compensated and saved as done")
      case "manual_review": findings.check(open.contains(key), "\(key) waits for a person and is not listed")
      default: findings.check(false, "\(key) is not at rest: \(row.state)")
      }
    }
    for (key, call) in record.calls {
      findings.check(all[key] != nil, "\(key) was called and is not in the ledger")
      findings.check(call.requests <= 1, "\(key) was called \(call.requests) times")
    }
    for (key, state) in saved where state == "output-available" {
      findings.equal(all[key]?.state, "confirmed", "\(key), which is saved as done")
    }
    return findings
  }

  /// The calls that were done, are not undone, and of which nobody was told: they must wait for a person.
  ///
  /// - Parameter deaf: Sessions whose node died before it had noted what it was told.
  func untold(deaf: Set<String> = []) -> Set<String> {
    Set(
      record.calls.filter { key, call in
        call.isDone && (!call.isTold || deaf.contains(call.session)) && all[key]?.effect != "none"
      }.keys)
  }
}

extension Operator {
  /// All books, once everything has come to rest.
  func books(of tools: ToolServer, replies: [SavedReply], _ deadline: Deadline = .step) throws -> EffectBooks
  {
    _ = try waitForRest(deadline)
    return EffectBooks(
      all: try listed(all: true), open: Set(try listed(all: false).keys), record: tools.record,
      replies: replies)
  }
}

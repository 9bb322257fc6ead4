import HoldfastModel

/// A reply whose node is killed in the middle of what it owes.
struct DutyCrash: Sendable, CustomStringConvertible {
  /// Where the node kills itself, as `holdfast-faulty` names it; `nil` when it is killed in the middle of a call.
  var fault: String?
  var tool = DutyTool(effect: .reversible, tells: true)
  var conduct = ToolConduct(.ok)
  /// Whether the user, who has seen nothing of a reply, sends the message again.
  var isSentAgain = false
  /// Whether the node dies before it has noted the tool's answer, which nobody can get again.
  var isDeaf = false

  /// On both sides of setting quota aside, of each entry of the ledger, of saving, and of writing down what was
  /// used; and in the middle of calls.
  static let all =
    ["reserve:before:1", "reserve:after:1", "claim:before:1"].map { DutyCrash(fault: $0, isSentAgain: true) }
    + [DutyCrash(fault: "reserve:after:1")]
    + (1...3).flatMap { number in
      ["before", "after"].map { DutyCrash(fault: "ledger:\($0):\(number)") }
    }
    + [
      DutyCrash(
        fault: "ledger:before:3", tool: DutyTool(effect: .reversible, tells: false)),
      DutyCrash(
        fault: "ledger:before:3", tool: DutyTool(effect: .irreversible, tells: false), isDeaf: true),
    ]
    + ["settle", "endReservation"].flatMap { operation in
      ["before", "after"].map { DutyCrash(fault: "\(operation):\($0):1") }
    }
    + DutyTool.all.map { DutyCrash(tool: $0, conduct: ToolConduct(.hang)) }

  var description: String { "\(fault ?? "in a call") of \(tool.name)" }

  /// The word by which the model knows what to do.
  var word: String { "\(tool.name) \(conduct.doing.rawValue)" }

  /// What the model says to all of them.
  static let script = Dictionary(all.map { ($0.word, $0) }) { first, _ in first }.values.reduce(Script()) {
    $0.calling($1.tool.name, when: $1.word, [$1.conduct.input])
  }
}

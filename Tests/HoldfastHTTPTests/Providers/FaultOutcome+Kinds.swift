extension FaultOutcome {
  /// The types of the chunks of a reply in one piece.
  private static let whole = [
    "start", "start-step", "text-start", "text-delta", "text-end", "finish-step", "finish",
  ]
  private static let beginning = ["start", "start-step", "text-start", "text-delta"]
  private static let seam = ["data-seam", "text-delta"]
  private static let cut = ["text-end", "finish-step", "data-notice", "abort", "error"]

  /// How many words a whole reply has, which is what its usage says.
  static let words = 40
  /// How many characters come before it goes wrong.
  static let cutAt = 40

  /// A reply as if nothing had gone wrong, after so many attempts that brought nothing.
  static func finished(calls: [Int], failed cause: String? = nil, estimated: Bool = false) -> FaultOutcome {
    let failures = calls.reduce(0, +) - 1
    return FaultOutcome(
      types: whole, seen: .all, status: "complete", output: estimated ? nil : words, isEstimated: estimated,
      calls: calls, attempts: ["finished": 1].merging(failures > 0 ? ["failed": failures] : [:]) { $0 + $1 },
      aborts: cause.map { [$0: failures] } ?? [:], estimates: estimated ? 1 : 0)
  }

  /// A reply that broke off, and that another attempt brought to its end.
  static func continued(_ cause: String, calls: [Int], refusals: Int = 0) -> FaultOutcome {
    var attempts = ["finished": 1, "aborted": 1]
    var aborts = [cause: 1]
    if refusals > 0 { (attempts["failed"], aborts["refused"]) = (refusals, refusals) }
    return FaultOutcome(
      types: beginning + seam + ["text-end", "finish-step", "finish"], seen: .all,
      seams: [cause], status: "complete",
      models: calls[1] > 0 ? ["first", "second"] : [], isEstimated: true, calls: calls, attempts: attempts,
      aborts: aborts, continuations: 1, estimates: 1)
  }

  /// A reply that broke off, was gone on with by the same target, and broke off again.
  static func cutTwice(_ cause: String, _ error: String) -> FaultOutcome {
    FaultOutcome(
      types: beginning + seam + cut, seen: .first(2 * cutAt), error: error, seams: [cause],
      status: "interrupted", isEstimated: true, calls: [2, 0], attempts: ["aborted": 2], aborts: [cause: 2],
      continuations: 1, notContinued: ["spent"], estimates: 1)
  }

  /// A reply that broke off and may not be gone on with.
  static func cut(
    _ cause: String, _ error: String, because reason: String, seen: Seen, tail: [String] = []
  ) -> FaultOutcome {
    FaultOutcome(
      types: beginning + (tail.isEmpty ? cut : tail), seen: seen, error: error, status: "interrupted",
      isEstimated: true, calls: [1, 0], attempts: ["aborted": 1], aborts: [cause: 1], notContinued: [reason],
      estimates: 1)
  }

  /// A reply of which nothing ever came.
  static func failed(_ cause: String, _ error: String, calls: Int) -> FaultOutcome {
    FaultOutcome(
      types: ["start", "error"], seen: .none, error: error, calls: [calls, 0], attempts: ["failed": calls],
      aborts: [cause: calls])
  }
}

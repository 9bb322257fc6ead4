import HoldfastModel
import HoldfastTesting
import Testing

/// A fault of a provider, and what comes of a reply that meets it.
struct FaultCase: Sendable, CustomTestStringConvertible {
  var fault: UpstreamFault
  var variant = 0
  /// With one target.
  var alone: FaultOutcome
  /// With a second target that is well.
  var withSecond: FaultOutcome

  var testDescription: String { "\(fault.rawValue).\(variant) \(fault)" }

  /// A target that fails before it says anything: another is asked.
  static func silent(
    _ fault: UpstreamFault, _ variant: Int = 0, _ cause: String, _ error: String, attempts: Int = 3
  ) -> FaultCase {
    FaultCase(
      fault: fault, variant: variant, alone: .failed(cause, error, calls: attempts),
      withSecond: .finished(calls: [1, 1], failed: cause))
  }

  /// A target that breaks off in the middle of its text: another goes on.
  static func cut(_ fault: UpstreamFault, _ variant: Int = 0, _ cause: String, _ error: String) -> FaultCase {
    FaultCase(
      fault: fault, variant: variant, alone: .cutTwice(cause, error),
      withSecond: .continued(cause, calls: [1, 1]))
  }

  /// Whatever comes of it, it is the same with a second target, which is never asked.
  static func alike(_ fault: UpstreamFault, _ variant: Int = 0, _ outcome: FaultOutcome) -> FaultCase {
    FaultCase(fault: fault, variant: variant, alone: outcome, withSecond: outcome)
  }

  static let all: [FaultCase] = [
    .silent(.keyRefused, 0, "configuration", "PROVIDER_MISCONFIGURED", attempts: 1),
    .silent(.keyRefused, 1, "configuration", "PROVIDER_MISCONFIGURED", attempts: 1),
    .silent(.rateLimited, 0, "overload", "PROVIDER_OVERLOADED"),
    .silent(.rateLimited, 1, "overload", "PROVIDER_OVERLOADED"),
    .silent(.serverError, 0, "server", "PROVIDER_ERROR"),
    .silent(.serverError, 1, "server", "PROVIDER_ERROR"),
    .silent(.serverError, 2, "server", "PROVIDER_ERROR"),
    .silent(.serverError, 3, "overload", "PROVIDER_OVERLOADED"),
    .silent(.connectHang, 0, "transport", "PROVIDER_UNREACHABLE"),
    .silent(.noFirstToken, 0, "stall", "PROVIDER_STALLED"),
    .cut(.stall, 0, "stall", "PROVIDER_STALLED"),
    .cut(.reset, 0, "cut", "PROVIDER_CUT"),
    .cut(.quietEnd, 0, "cut", "PROVIDER_CUT"),
    .cut(.quietEnd, 1, "cut", "PROVIDER_CUT"),
    .cut(.errorInStream, 0, "overload", "PROVIDER_OVERLOADED"),
    .cut(.errorInStream, 1, "server", "PROVIDER_ERROR"),
    .cut(.garbage, 0, "malformed", "PROVIDER_MALFORMED"),
    .cut(.garbage, 1, "malformed", "PROVIDER_MALFORMED"),
    .alike(.garbage, 2, .finished(calls: [1, 0])),
    .alike(.twoFinishes, 0, .finished(calls: [1, 0])),
    .alike(.deltasAfterFinish, 0, .finished(calls: [1, 0])),
    .cut(.abortChunk, 0, "cut", "PROVIDER_CUT"),
    .alike(
      .toolCallCut, 0,
      .cut(
        "cut", "PROVIDER_CUT", because: "tool_call", seen: .first(FaultOutcome.cutAt),
        tail: [
          "text-end", "tool-input-start", "tool-input-delta", "finish-step",
          "data-notice", "abort", "error",
        ])),
    .alike(.toolCallCut, 1, .reasoningCut),
    FaultCase(
      fault: .prefillRefused, alone: .continued("cut", calls: [3, 0], refusals: 1),
      withSecond: .continued("cut", calls: [1, 2], refusals: 1)),
    FaultCase(
      fault: .prefixRepeated, alone: .continued("cut", calls: [2, 0]),
      withSecond: .continued("cut", calls: [1, 1])),
    .alike(.noUsage, 0, .finished(calls: [1, 0], estimated: true)),
    .alike(.endless, 0, .tooLong),
    .alike(.controlText, 0, .finished(calls: [1, 0])),
  ]
}

extension FaultOutcome {
  /// A reply that was ended because it was too long: no fault of the target's, which is only given up.
  static let tooLong = {
    var outcome = cut("limit", "REPLY_TOO_LONG", because: "hopeless", seen: .more)
    (outcome.attempts, outcome.aborts) = (["cancelled": 1], [:])
    return outcome
  }()

  /// A reply that was cut while the model was thinking.
  static let reasoningCut = FaultOutcome(
    types: [
      "start", "start-step", "reasoning-start", "reasoning-delta", "reasoning-end", "finish-step",
      "data-notice", "abort", "error",
    ], seen: .none, error: "PROVIDER_CUT", status: "interrupted", isEstimated: true, calls: [1, 0],
    attempts: ["aborted": 1], aborts: ["cut": 1], notContinued: ["reasoning"], estimates: 1)
}

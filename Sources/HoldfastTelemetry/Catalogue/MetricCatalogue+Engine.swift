import HoldfastEngine
import HoldfastModel

extension MetricCatalogue {
  /// What is counted under one lock, so that started = ended by outcome + active at every scrape.
  private static let streamGroup = "streams"
  /// The outcome of a stream that this node stopped filling before its end.
  static let lost = "lost"

  static let streamsStarted = Metric(
    "holdfast_streams_started_total", .counter,
    "Streams that this node began to fill, by how they came to it.",
    labels: [MetricLabel("origin", EngineEvent.StreamOrigin.self)], group: streamGroup)
  static let streamsEnded = Metric(
    "holdfast_streams_ended_total", .counter,
    "Streams that this node filled until they ended, by terminal state and cause; lost: another owner has it now.",
    labels: [
      MetricLabel("outcome", TerminalState.self, and: [lost]),
      MetricLabel("cause", EngineEvent.EndCause.self, and: [lost]),
    ],
    group: streamGroup)
  static let streamsActive = Metric(
    "holdfast_streams_active", .difference(of: streamsStarted.name, minus: streamsEnded.name),
    "Streams that this node fills now: those it started less those that ended.", group: streamGroup)
  static let streamStart = Metric(
    "holdfast_stream_start_seconds", .histogram(bounds: callBounds), unit: .seconds,
    "From the request to the commit of its first frame.")
  static let firstDelta = Metric(
    "holdfast_first_delta_seconds", .histogram(bounds: modelBounds), unit: .seconds,
    "From the request to the commit of the first content.")
  static let duplicateFinish = Metric(
    "holdfast_duplicate_finish_total", .counter,
    "Finishes of a provider after its first, which are passed over.")
  static let watchdogs = Metric(
    "holdfast_watchdogs_fired_total", .counter,
    "Replies and artifacts ended because nothing came, by what was awaited.",
    labels: [MetricLabel("kind", EngineEvent.Watchdog.self)])

  static let streams = [
    streamsStarted, streamsEnded, streamsActive, streamStart, firstDelta, duplicateFinish, watchdogs,
  ]

  /// The outcome of a resume that never can be: its stream could not be made.
  static let setUpFailed = "setup_failed"

  static let resumes = Metric(
    "holdfast_resume_total", .counter,
    "Resumes by answer; setup_failed: replies that go on without a stream to resume.",
    labels: [MetricLabel("outcome", EngineEvent.ResumeOutcome.self, and: [setUpFailed])])
  static let resumeTime = Metric(
    "holdfast_resume_seconds", .histogram(bounds: callBounds), unit: .seconds,
    "From the resume to its answer, waiting for the stream included.")
  static let repeats = Metric(
    "holdfast_idempotency_total", .counter, "Requests to start that were not new, by what was made of them.",
    labels: [MetricLabel("result", EngineEvent.Repeat.self)])

  static let answers = [resumes, resumeTime, repeats]

  static let takeovers = Metric(
    "holdfast_lease_takeovers_total", .counter, "Streams taken over from another owner, by reason.",
    labels: [MetricLabel("reason", EngineEvent.TakeoverReason.self)])
  static let orphansRepaired = Metric(
    "holdfast_orphans_repaired_total", .counter, "What the reconciler repaired or removed, by kind.",
    labels: [MetricLabel("kind", EngineEvent.Repair.self)])
  static let historyRepairs = Metric(
    "holdfast_history_repairs_total", .counter,
    "Messages mended before they were sent to a provider as history.")

  static let handovers = Metric(
    "holdfast_handovers_total", .counter, "Streams left to another node because this one went down.")

  static let repairs = [handovers, takeovers, orphansRepaired, historyRepairs]

  private static let provider = MetricLabel(
    "provider", ["openai", "anthropic", "scripted", MetricLabel.other])
  static let providerAttempts = Metric(
    "holdfast_provider_attempts_total", .counter,
    "Attempts at a provider, by how they ended; failed: before any content, aborted: after some.",
    labels: [provider, MetricLabel("result", ["finished", "cancelled", "failed", "aborted"])])
  static let providerAborts = Metric(
    "holdfast_provider_aborts_total", .counter, "Attempts that failed or were aborted, by cause.",
    labels: [provider, MetricLabel("cause", ProviderError.Kind.self)])

  static let attemptsMade = Metric(
    "holdfast_provider_calls_total", .counter,
    "Calls made to a provider; probe: to see whether it is well again, last_resort: closed off, and there is no other.",
    labels: [provider, MetricLabel("role", TargetChoice.Role.self)])
  static let oddFinishes = Metric(
    "holdfast_provider_odd_finishes_total", .counter,
    "Replies that a model ended by itself, but not because it had said everything.",
    labels: [provider, MetricLabel("reason", EngineEvent.OddFinish.self)])
  static let continuations = Metric(
    "holdfast_continuations_total", .counter,
    "Replies that another attempt went on with, by how it was asked.",
    labels: [MetricLabel("mode", ["prefill", "user-continue"])])
  static let notContinued = Metric(
    "holdfast_not_continued_total", .counter, "Replies that broke off and were not gone on with, by why not.",
    labels: [MetricLabel("reason", SpliceRule.Obstacle.self)])
  static let noTargets = Metric(
    "holdfast_no_target_total", .counter, "Times that no target could be asked, by why not.",
    labels: [MetricLabel("reason", EngineEvent.NoTargetReason.self)])
  static let usageEstimated = Metric(
    "holdfast_usage_estimated_total", .counter,
    "Replies whose usage is an estimate from what was delivered, as a provider did not say.")
  static let breakerMoves = Metric(
    "holdfast_breaker_moves_total", .counter, "Changes of breakers' states, by what they came to.",
    labels: [
      MetricLabel("kind", EngineEvent.BreakerKind.self), MetricLabel("state", EngineEvent.BreakerState.self),
    ])
  static let breakerState = Metric(
    "holdfast_breaker_state", .gauge,
    "How many targets have a breaker in this state now; /api/status names them.",
    labels: [
      MetricLabel("kind", EngineEvent.BreakerKind.self), MetricLabel("state", EngineEvent.BreakerState.self),
    ])
  static let retryBudget = Metric(
    "holdfast_retry_budget_tokens", .gauge, "How many attempts beyond the first the node may make now.")

  static let providers = [
    attemptsMade, providerAttempts, providerAborts, oddFinishes, continuations, notContinued, noTargets,
    usageEstimated, breakerMoves, breakerState, retryBudget,
  ]
}

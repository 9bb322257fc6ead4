import HoldfastEngine

extension MetricCatalogue {
  /// The two stores, as they are called in metrics and in the status.
  enum Store: String, CaseIterable {
    case conversations
    case streamLog = "stream-log"
  }

  /// What a store was asked to keep when it failed.
  enum Phase: String, CaseIterable {
    case settle, register, append
  }

  /// The codes of `StoreError`.
  static let storeCodes = [
    "unavailable", "full", "indeterminate", "refused", "damaged", "poisoned", "fenced", "positionConflict",
    "outcomeSet", "ended", "notFound", MetricLabel.other,
  ]

  static let commit = Metric(
    "holdfast_commit_seconds", .histogram(bounds: callBounds), unit: .seconds,
    "Time of one commit: of a batch of frames in the stream log, of a claim in the conversation store.",
    labels: [MetricLabel("store", Store.self)])
  static let commitBatch = Metric(
    "holdfast_commit_batch_events", .histogram(bounds: countBounds),
    "Frames that one commit of the stream log wrote.")
  static let appendedBytes = Metric(
    "holdfast_appended_bytes_total", .counter, unit: .bytes, "Bytes of frames that the stream log committed.")
  static let settled = Metric(
    "holdfast_settled_total", .counter, "Replies whose saving came to a result, by result.",
    labels: [MetricLabel("result", EngineEvent.SettleResult.self)])
  static let settleTime = Metric(
    "holdfast_settle_seconds", .histogram(bounds: callBounds), unit: .seconds,
    "From the first attempt to save a reply to its result.")
  static let settleAttempts = Metric(
    "holdfast_settle_attempts", .histogram(bounds: [1, 2, 3, 5, 8, 13]), "Attempts to save one reply.")
  static let persistFailures = Metric(
    "holdfast_persist_failures_total", .counter,
    "Writes that a store did not take: saving a reply, making its stream, appending frames.",
    labels: [
      MetricLabel("phase", Phase.self), MetricLabel("store", Store.self),
      MetricLabel("class", storeCodes),
    ])
  static let unknownOutcomes = Metric(
    "holdfast_unknown_outcomes_total", .counter,
    "Writes of which a store did not know whether they happened, by call.",
    labels: [MetricLabel("call", EngineEvent.StoreCall.self)])
  static let fencedWrites = Metric(
    "holdfast_fenced_writes_total", .counter,
    "Writes of this node that were refused: another owner had the stream.")

  static let stores = [
    commit, commitBatch, appendedBytes, settled, settleTime, settleAttempts, persistFailures, unknownOutcomes,
    fencedWrites,
  ]
}

import HoldfastEngine
import HoldfastStores

/// What replies owe: quota and effects.
extension MetricCatalogue {
  static let quotaReservations = Metric(
    "holdfast_quota_reservations_total", .counter,
    "Reservations of quota by what they came to on this node; reserved less the others are outstanding somewhere.",
    labels: [MetricLabel("state", ["reserved"] + EngineEvent.QuotaResult.allCases.map(\.rawValue))])
  static let quotaRefused = Metric(
    "holdfast_quota_refused_total", .counter, "Requests refused because a limit of a plan was reached.")
  static let quotaReleaseFailures = Metric(
    "holdfast_quota_release_failures_total", .counter,
    "Attempts to end a reservation that failed, by the store's error.",
    labels: [MetricLabel("class", storeCodes)])
  static let quotaLeft = Metric(
    "holdfast_quota_left_total", .counter, "Reservations whose end was left to the reconciler.")
  static let quotaLate = Metric(
    "holdfast_quota_late_total", .counter,
    "Replies whose use was written after their reservation had expired.")
  static let effects = Metric(
    "holdfast_effects_total", .counter, "Entries of the effect ledger that came into a state.",
    labels: [MetricLabel("state", EffectEntry.State.self)])

  static let duties = [
    quotaReservations, quotaRefused, quotaReleaseFailures, quotaLeft, quotaLate, effects,
  ]
}

/// Tests what happened in a world against the invariants, each in one pass over its history.
package enum HistoryChecker {
  /// When the world is looked at after it has healed: when every stream has an owner or an end again, and when
  /// all that is owed is done.
  static let surveyMoments: [Duration] = [.milliseconds(16_500), .seconds(80)]

  /// What does not hold.
  package static func violations(in history: History) -> [Violation] {
    var checks: [any HistoryCheck] = [
      DurabilityCheck(), CursorOrderCheck(), ByteIdentityCheck(), OneEndCheck(), OwnerOrEndCheck(),
      FinishMeansSavedCheck(), OneContentCheck(), OneMessageCheck(), SessionOrderCheck(), FencingCheck(),
      OneWriterCheck(), PointerCheck(), ReadYourWritesCheck(), OneRunCheck(), RefusalChangesNothingCheck(),
      WholeWriteCheck(), OrphanCheck(), OwnFinishCheck(), CountersAgreeCheck(), OneAttemptCheck(),
      UsageCheck(), SeamCheck(), AttemptBudgetCheck(), OpenBreakerCheck(), QuotaSumsCheck(),
      OneReservationEndCheck(), QuotaLimitCheck(), ChargeCheck(), NotedFirstCheck(), EffectsAccountedCheck(),
      OneExecutionCheck(), ReverseOrderCheck(),
    ]
    // Entries outside, so that each is copied once and not for every check.
    for entry in history.entries {
      for index in checks.indices { checks[index].take(entry) }
    }
    return checks.flatMap(\.violations)
  }
}

import HoldfastModel

/// Tests what happened in a world against the invariants, each in one pass over its history.
package enum HistoryChecker {
  /// When the world is looked at after it has healed: when every stream has an owner or an end again, and when
  /// all that is owed is done.
  static let surveyMoments: [Duration] = [.milliseconds(16_500), .seconds(80)]

  /// What does not hold.
  package static func violations(in history: History) -> [Violation] {
    let entries = history.entries
    var checks: [any HistoryCheck] = [
      DurabilityCheck(), CursorOrderCheck(), ByteIdentityCheck(), OneEndCheck(), OwnerOrEndCheck(),
      FinishMeansSavedCheck(), OneContentCheck(), OneMessageCheck(), SessionOrderCheck(), FencingCheck(),
      OneWriterCheck(), PointerCheck(), ReadYourWritesCheck(), OneRunCheck(), RefusalChangesNothingCheck(),
      WholeWriteCheck(), OrphanCheck(), OwnFinishCheck(), CountersAgreeCheck(),
    ]
    var violations: [Violation] = []
    for index in checks.indices {
      for entry in entries { checks[index].take(entry) }
      violations += checks[index].violations
    }
    return violations
  }
}

/// One check: takes the events in order, and keeps what it needs of them.
protocol HistoryCheck {
  /// What did not hold so far.
  var violations: [Violation] { get }
  /// Takes the next event.
  mutating func take(_ entry: History.Entry)
}

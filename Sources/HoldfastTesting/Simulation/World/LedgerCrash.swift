package import HoldfastStores

/// A crash of the process that moves an entry of the effect ledger, on the way to the log or on the way back.
package struct LedgerCrash: Sendable, Hashable, CustomStringConvertible {
  /// What the entry comes to.
  package var state: EffectEntry.State
  /// Whether the log has it by then.
  package var isAfter: Bool

  /// Makes a crash.
  package init(state: EffectEntry.State, isAfter: Bool) {
    self.state = state
    self.isAfter = isAfter
  }

  /// One before and one after each transition.
  package static let all = EffectEntry.State.allCases.flatMap { state in
    [LedgerCrash(state: state, isAfter: false), LedgerCrash(state: state, isAfter: true)]
  }

  /// The transition, and on which side of it.
  package var description: String { "\(isAfter ? "after" : "before") \(state.rawValue)" }
}

import HoldfastStores

/// The calls of the two stores, for drawing faults and naming them.
package enum StoreCall: String, Sendable, Hashable, CaseIterable {
  // The conversation store's writes.
  case claim, move, settle, clearPointer, deleteSession, saveDraft, deleteDraft
  case reserve, extend, endReservation, saveEffect, closeTombstone
  // The stream log's writes. `append` is a write without, `outcome` one with an outcome, and `end` one that ends.
  case create, renew, release, takeOver, append, outcome, end, requestEnd, mark, trim
  case moveEffect
  // What changes nothing.
  case look, list, checkHealth

  /// Whether it changes something.
  package var isWrite: Bool { ![.look, .list, .checkHealth].contains(self) }
}

extension StoreCall {
  /// The call of a conversation store that stands before another.
  init(_ call: ForwardedCall) {
    self =
      switch call {
      case .reserve: .reserve
      case .extend: .extend
      case .endReservation: .endReservation
      case .deleteSession: .deleteSession
      case .saveEffect: .saveEffect
      case .closeTombstone: .closeTombstone
      case .trim: .trim
      case .look: .look
      }
  }
}

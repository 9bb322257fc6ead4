#if MySQL
  package import HoldfastStores

  /// What a failure of the server is, of the few things that callers must tell apart.
  package enum FailureClass: String, Sendable, Hashable, CaseIterable {
    /// A key that must be unique is there already.
    case duplicate
    /// The transaction lost against another one; the same unit may succeed when it is run again.
    case conflict
    /// The connection or the statement ended before its answer came.
    case lost
    /// The server takes no writes: a replica, or a primary that hands over.
    case readOnly
    /// The server has as many connections as it may.
    case saturated
    /// There is no room.
    case full
    /// The server starts or stops.
    case starting
    /// An operator has to look: access, addresses, certificates, a missing table.
    case misconfigured
    /// The server found its own data broken.
    case damaged
    /// No repeat will be taken: too large, or no value of the column.
    case refused
    /// Anything else.
    case other

    /// The meaning in the words of the contract, by when the failure came up.
    ///
    /// A unit that is not committed is rolled back, at the latest when its connection ends, so nothing was written. At the
    /// commit only what the server has decided itself leaves no doubt.
    package func code(at phase: CallPhase) -> StoreError.Code {
      switch self {
      case .duplicate, .refused: .refused
      case .damaged: phase == .commit ? .indeterminate : .damaged
      case .full: .full
      case .conflict, .readOnly, .saturated, .misconfigured: .unavailable
      case .lost, .starting, .other: phase == .commit ? .indeterminate : .unavailable
      }
    }

    /// Whether the connection serves on: what it leads to, and what it holds, is as it was.
    var leavesConnection: Bool {
      switch self {
      case .duplicate, .conflict, .full, .refused: true
      case .lost, .readOnly, .saturated, .starting, .misconfigured, .damaged, .other: false
      }
    }

    /// What it is, in words for an operator.
    var reason: String {
      switch self {
      case .duplicate: "a key that must be unique is there already"
      case .conflict: "another transaction holds what this one needs"
      case .lost: "the answer did not come"
      case .readOnly: "the server takes no writes"
      case .saturated: "the server has as many connections as it may"
      case .full: "the server has no room"
      case .starting: "the server starts or stops"
      case .misconfigured: "user, password, address, certificate or tables are not as they should be"
      case .damaged: "the server found its data broken"
      case .refused: "the server does not take a value"
      case .other: "an unexpected failure"
      }
    }
  }
#endif

public import HoldfastModel
public import HoldfastStores

/// What counting all reservations anew has found.
public struct QuotaAudit: Sendable, Hashable {
  /// A principal whose sums are not those of its reservations.
  public struct Difference: Sendable, Hashable {
    /// Whose they are.
    public var principal: Principal
    /// What the sums say.
    public var account: QuotaAccount
    /// What they should say.
    public var counted: QuotaAccount
  }

  /// How many principals were looked at.
  public var principals = 0
  /// How many reservations were counted.
  public var reservations = 0
  /// How many of them are outstanding.
  public var outstanding = 0
  /// Those that do not add up.
  public var differences: [Difference] = []
}

extension Engine {
  /// Counts all reservations anew and compares them with the sums that are kept.
  ///
  /// Replies go on meanwhile: what does not agree is looked at again before it counts as a difference.
  ///
  /// - Throws: ``ChatError`` 503 when a store does not answer.
  public func verifyQuota() async throws -> QuotaAudit {
    var audit = QuotaAudit()
    for (_, store) in context.conversations.byComponent {
      var last: Principal?
      while true {
        let page = try await storeCall { try await store.quotaPrincipals(after: last, limit: 256) }
        for principal in page { try await verify(principal, in: store, into: &audit) }
        guard page.count == 256 else { break }
        last = page.last
      }
    }
    return audit
  }

  private func verify(
    _ principal: Principal, in store: any ConversationStore, into audit: inout QuotaAudit
  ) async throws {
    audit.principals += 1
    var difference: QuotaAudit.Difference?
    for _ in 0..<5 {
      let account = try await storeCall { try await store.quotaAccount(of: principal) }
      let all = try await reservations(of: principal, in: store)
      let counted = QuotaAccount(counting: all)
      if account.agrees(with: counted), account.addsUp {
        audit.reservations += all.count
        audit.outstanding += account.outstandingCount
        return
      }
      difference = QuotaAudit.Difference(principal: principal, account: account, counted: counted)
      try await context.environment.clock.sleep(for: .milliseconds(20))
    }
    if let difference { audit.differences.append(difference) }
  }

  private func reservations(
    of principal: Principal, in store: any ConversationStore
  ) async throws -> [QuotaReservation] {
    var all: [QuotaReservation] = []
    while true {
      let last = all.last?.id
      let page = try await storeCall {
        try await store.reservations(of: principal, after: last, limit: 512)
      }
      all += page
      if page.count < 512 { return all }
    }
  }
}

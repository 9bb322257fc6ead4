import HoldfastModel
import HoldfastStores

extension QuotaWindow {
  /// The day of the sample conversations.
  static let today = QuotaWindow(period: .day, start: .second(-1000), end: .second(5000))
  /// The month of the sample conversations.
  static let thisMonth = QuotaWindow(period: .month, start: .second(-9000), end: .second(90_000))
}

extension QuotaLimit {
  /// So many messages a day.
  static func daily(_ limit: Int, _ unit: QuotaUnit = .messages) -> QuotaLimit {
    QuotaLimit(unit: unit, window: .today, limit: limit)
  }
}

extension QuotaRequest {
  /// A wish of a name, at 10 s, that expires at 60 s.
  static func sample(
    _ name: String, of principal: Principal = .ada, _ amount: QuotaAmount = QuotaAmount(messages: 1),
    plan: String = "free", limits: [QuotaLimit] = [.daily(3)], concurrency: Int? = nil,
    replaces: String? = nil, at second: Int = 10
  ) -> QuotaRequest {
    QuotaRequest(
      id: ReservationID(name), principal: principal, session: .first, plan: plan, amount: amount,
      limits: limits, concurrency: concurrency, replaces: replaces.map { ReservationID($0) },
      now: .second(second), expiresAt: .second(second + 50))
  }
}

extension ConversationStore {
  /// Sets quota aside, which must be granted.
  @discardableResult
  func granted(
    _ request: QuotaRequest, fileID: String = #fileID, line: Int = #line
  ) async throws -> QuotaReservation {
    let outcome = try await reserve(request)
    guard case .granted(let reservation, _) = outcome else {
      throw ContractViolation("a grant: got \(outcome)", fileID: fileID, line: line)
    }
    return reservation
  }

  /// Sets quota aside that was set aside before.
  func existing(
    _ request: QuotaRequest, fileID: String = #fileID, line: Int = #line
  ) async throws -> QuotaReservation {
    let outcome = try await reserve(request)
    guard case .existing(let reservation, let account) = outcome else {
      throw ContractViolation("what was set aside before: got \(outcome)", fileID: fileID, line: line)
    }
    try expectEqual(account, await quotaAccount(of: request.principal), "the sums that are told")
    return reservation
  }

  /// Ends a reservation at 20 s.
  @discardableResult
  func end(
    _ name: String, of principal: Principal = .ada, _ end: QuotaEnd, at second: Int = 20
  ) async throws -> QuotaReservation? {
    try await self.end(ReservationID(name), of: principal, as: end, now: .second(second))
  }

  /// Requires that a principal's sums are those of its reservations, and add up.
  func expectQuotaAddsUp(
    _ principal: Principal = .ada, fileID: String = #fileID, line: Int = #line
  ) async throws {
    let account = try await quotaAccount(of: principal)
    let all = try await reservations(of: principal, after: nil, limit: 10_000)
    try expect(account.addsUp, "the sums do not add up: \(account)", fileID: fileID, line: line)
    let counted = QuotaAccount(counting: all)
    try expect(
      account.agrees(with: counted), "the sums are \(account), counted \(counted)", fileID: fileID, line: line
    )
  }
}

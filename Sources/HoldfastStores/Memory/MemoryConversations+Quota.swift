import HoldfastModel

extension MemoryConversations {
  /// Outstanding reservations that expire before a time, by that time and then by name.
  func outstanding(expiringBefore time: Timestamp, limit: Int) -> [QuotaReservation] {
    let all = quotas.values.lazy.flatMap(\.reservations.values).filter { reservation in
      reservation.state == .outstanding && reservation.expiresAt < time
    }
    return Array(all.sorted { ($0.expiresAt, $0.id) < ($1.expiresAt, $1.id) }.prefix(max(0, limit)))
  }

  /// Principals that have an account, by their text, after one.
  func quotaPrincipals(after principal: Principal?, limit: Int) -> [Principal] {
    let texts = quotas.keys.map(\.text).filter { text in
      principal.map { $0.text.utf8.lexicographicallyPrecedes(text.utf8) } ?? true
    }
    let sorted = texts.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    return sorted.prefix(max(0, limit)).compactMap(Principal.init(text:))
  }

  /// All reservations of a principal, by name, after one.
  func reservations(of principal: Principal, after id: ReservationID?, limit: Int) -> [QuotaReservation] {
    let all = (quotas[principal]?.reservations.values).map(Array.init) ?? []
    let later = all.filter { reservation in id.map { $0 < reservation.id } ?? true }
    return Array(later.sorted { $0.id < $1.id }.prefix(max(0, limit)))
  }

  /// Removes reservations that ended before a time, as have all of their windows.
  mutating func removeReservations(endedBefore time: Timestamp, limit: Int) -> Int {
    var removed = 0
    for principal in quotas.keys.sorted(by: { $0.text < $1.text }) {
      for id in (quotas[principal]?.reservations.keys.sorted() ?? []) where removed < limit {
        if quotas[principal]?.remove(id, endedBefore: time) == true { removed += 1 }
      }
    }
    return removed
  }
}

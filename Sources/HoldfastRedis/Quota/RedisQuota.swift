#if Redis
  import HoldfastModel
  import HoldfastStores

  /// A part of one principal's quota as it was read: its sums, and the reservations that a call is about.
  struct RedisQuota: QuotaTables {
    typealias Failure = Never

    /// Names the last write; empty when there is no account.
    private(set) var version: [UInt8] = []
    private(set) var account = QuotaAccount()
    private var reservations: [ReservationID: QuotaReservation] = [:]
    /// What is to be written; `nil` where a reservation is removed.
    private(set) var changes: [(id: ReservationID, reservation: QuotaReservation?)] = []

    /// Reads a reply of ``QuotaScripts/load`` about some reservations.
    init(of principal: Principal, _ ids: [ReservationID], _ reply: RedisValue) throws(StoreError) {
      guard let values = reply.array, values.count == ids.count + 2 else {
        throw StoreError(.damaged, "Redis: a quota is no such list")
      }
      version = values[0].bytes ?? []
      if let bytes = values[1].bytes {
        guard let json = try? StoredJSON.value(bytes), let account = QuotaAccount(json: json) else {
          throw StoreError(.damaged, "Redis: an account of quota is none")
        }
        self.account = account
      }
      for (id, value) in zip(ids, values.dropFirst(2)) where value != .null {
        reservations[id] = try QuotaReservation(id, of: principal, value)
      }
    }

    mutating func save(_ account: QuotaAccount) { self.account = account }

    func reservation(_ id: ReservationID) -> QuotaReservation? { reservations[id] }

    mutating func save(_ reservation: QuotaReservation) {
      reservations[reservation.id] = reservation
      changes.append((reservation.id, reservation))
    }

    mutating func remove(_ id: ReservationID) {
      changes.append((id, reservations[id]))
      reservations[id] = nil
      changes[changes.count - 1].reservation = nil
    }
  }

  extension QuotaReservation {
    /// What the reservation is found by in its principal's quota.
    static func field(_ id: ReservationID) -> [UInt8] { Array("r:\(id.rawValue)".utf8) }

    /// The reservation as the indexes list it: unlike a principal, its name has no NUL.
    static func indexName(_ id: ReservationID, of principal: Principal) -> [UInt8] {
      Array("\(id.rawValue)\0\(principal.text)".utf8)
    }

    /// Reads what a field holds.
    init(_ id: ReservationID, of principal: Principal, _ value: RedisValue) throws(StoreError) {
      guard let bytes = value.bytes, let json = try? StoredJSON.value(bytes),
        let reservation = QuotaReservation(id: id, principal: principal, json: json)
      else { throw StoreError(.damaged, "Redis: a reservation is none") }
      self = reservation
    }
  }
#endif

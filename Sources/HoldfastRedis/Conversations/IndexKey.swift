#if Redis
  /// A kind of sorted set that a bucket has one of.
  ///
  /// What has expired is found and dropped when the set is listed.
  enum IndexKey: String {
    /// Claims whose reply is not saved, by the time at which they were made: stream, NUL, session.
    case open = "open-claims"
    /// Sessions whose pointer names a stream, by id.
    case pointed = "pointed-sessions"
    /// Idempotency keys by the time at which they were noted: session, NUL, name.
    case noted = "noted-keys"
    /// Drafts by the time at which they changed: session, NUL, principal.
    case drafted = "drafts"
    /// Tombstones whose streams are still to be removed, by session.
    case buried = "open-tombstones"
    /// Tombstones whose streams are removed, by the time of the deletion: session.
    case closed = "closed-tombstones"
    /// Outstanding reservations by the time at which they expire: name, NUL, principal.
    case outstanding = "outstanding-reservations"
    /// Reservations by the time at which they and their windows have ended: name, NUL, principal.
    case settled = "ended-reservations"
    /// Principals that have an account of quota, by their text.
    case accounts = "quota-principals"
  }
#endif

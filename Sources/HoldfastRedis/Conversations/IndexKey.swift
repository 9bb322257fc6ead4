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
  }
#endif

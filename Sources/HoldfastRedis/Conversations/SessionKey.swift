#if Redis
  /// A kind of key that a session has one of.
  enum SessionKey: String {
    /// A hash: `version`, `owner`, `updated`, and `record`, the session with its counters.
    case head = "head"
    /// A hash: claims by their streams.
    case claims = "claims"
    /// A hash: where the segments of messages stand and who they are, without what they say.
    case places = "places"
    /// A hash with the same fields: what the segments say.
    case contents = "contents"
    /// A hash: what is noted of idempotency keys, by their names.
    case notes = "notes"
    /// A hash: what tool calls of settled streams came to, by stream and call.
    case effects = "effects"
    /// A hash: versions of artifacts, by artifact and version.
    case artifacts = "artifacts"
    /// A hash of what is left of a deleted session: `body`, `open`.
    case tombstone = "tombstone"
    /// A hash of one principal's draft: `text`, `updated`.
    case draft = "draft"
  }
#endif

extension Setting {
  /// Where conversations and streams are kept.
  static let stores = [
    Setting(
      "conversations.url", \.stores.conversations, .store(.sqlite, .mysql),
      "Where users' conversations are kept; without it in the data directory. `mysql://user:password@host:port/database`."
    ),
    Setting(
      "conversations.replicaUrl", \.stores.conversationsReplica, .store(.mysql),
      "A replica of the database of `conversations.url`, for reads that need not see the newest writes."),
    Setting(
      "anonymous.url", \.stores.anonymous, .store(.sqlite, .mysql, .redis, .rediss),
      "Where anonymous conversations are kept; without it where the users' are. `redis://user:password@host:port`."
    ),
    Setting(
      "anonymous.ttlMs", \.stores.anonymousTimeToLive, .milliseconds(1_000...2_592_000_000),
      "How long an anonymous conversation in Redis is kept after its last change."),
    Setting(
      "streams.url", \.stores.streams, .store(.sqlite, .redis, .rediss),
      "Where the streams are kept; without it in the data directory. `redis://user:password@host:port`."),
  ]
}

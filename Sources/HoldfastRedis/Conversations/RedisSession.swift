#if Redis
  import HoldfastModel
  import HoldfastStores

  /// One session as it was read: the value to which the rules are applied, and the version by which a write finds it.
  struct RedisSession {
    /// Names the last write; empty when there is no session.
    ///
    /// Random, so that a session that was deleted and made again has another.
    var version: [UInt8] = []
    /// The session; its segments say nothing but where ``readContents(_:of:)`` has put it.
    var session = MemorySession()

    /// A session that is not there.
    init() {}

    /// Reads a reply of ``ConversationScripts/load``; `nil` when there is no session.
    init?(_ id: SessionID, _ reply: RedisValue) throws(StoreError) {
      if reply == .null { return nil }
      guard let parts = reply.array, parts.count == 6, let version = parts[0].bytes else {
        throw StoreError(.damaged, "Redis: a session is no such list")
      }
      self.version = version
      let head = try SessionHead(id, parts[1])
      session.head = head
      session.claims = try Self.claims(parts[2], in: id)
      for (_, place) in try Self.fields(parts[3]) { session.segments.append(try MessageSegment(place)) }
      session.segments.sort { ($0.message.order, $0.number) < ($1.message.order, $1.number) }
      for (name, note) in try Self.fields(parts[4]) { session.keys[name] = try KeyNote(name, note) }
      try checkCompleteness(of: head)
      if parts[5].array?.isEmpty == false {
        var contents: [[UInt8]: RedisValue] = [:]
        for (field, content) in try Self.fields(parts[5]) { contents[field] = content }
        for index in session.segments.indices {
          try session.segments[index].readContent(contents[session.segments[index].field])
        }
      }
    }

    /// Every claim there ever was is there, for they are only deleted with the session: a server that evicts keys by
    /// itself is found out.
    private func checkCompleteness(of head: SessionHead) throws(StoreError) {
      guard session.claims.count == Int(head.lastNumber), !session.segments.isEmpty else {
        throw StoreError(.damaged, "Redis: a part of a session is missing; does the server evict keys?")
      }
    }

    /// Reads the claims of a session, which may be none, in the order of their numbers.
    static func claims(_ reply: RedisValue, in session: SessionID) throws(StoreError) -> [Claim] {
      var claims: [Claim] = []
      for (_, claim) in try fields(reply) { claims.append(try Claim(in: session, claim)) }
      return claims.sorted { $0.number < $1.number }
    }

    /// Puts what segments say where they stand.
    mutating func readContents(_ contents: [RedisValue], of indices: [Int]) throws(StoreError) {
      for (index, content) in zip(indices, contents) {
        try session.segments[index].readContent(content)
      }
    }

    /// The fields and values of a whole hash.
    private static func fields(_ reply: RedisValue) throws(StoreError) -> [(
      field: [UInt8], value: RedisValue
    )] {
      guard let words = reply.array, words.count.isMultiple(of: 2) else {
        throw StoreError(.damaged, "Redis: a hash of a session is none")
      }
      var fields: [(field: [UInt8], value: RedisValue)] = []
      for index in stride(from: 0, to: words.count, by: 2) {
        guard let field = words[index].bytes else {
          throw StoreError(.damaged, "Redis: a hash of a session is none")
        }
        fields.append((field, words[index + 1]))
      }
      return fields
    }
  }
#endif

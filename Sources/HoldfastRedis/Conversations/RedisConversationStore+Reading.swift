#if Redis
  public import HoldfastModel
  public import HoldfastStores

  extension RedisConversationStore {
    /// A session, whoever owns it.
    public func session(_ id: SessionID) async throws -> SessionRecord? {
      let key = bucket(of: id).key(.head, of: id)
      let reply = try await client.send(
        RedisCommand("HGET", [key, Array("record".utf8)], key: key, effect: .read))
      return reply == .null ? nil : try SessionHead(id, reply).record
    }

    /// The live messages of a session with an order greater than `order`, oldest first.
    public func messages(
      in session: SessionID, after order: Int64, limit: Int
    ) async throws -> [StoredMessage] {
      let segments = try await segments(in: session) { all in
        var places: Set<Int64> = []
        return all.indices.filter { index in
          guard all[index].cutBy == nil, all[index].message.order > order else { return false }
          if places.count < limit { places.insert(all[index].message.order) }
          return places.contains(all[index].message.order)
        }
      }
      return StoredMessage.merging(segments)
    }

    /// One live message.
    public func message(_ id: MessageID, in session: SessionID) async throws -> StoredMessage? {
      let segments = try await segments(in: session) { all in
        all.indices.filter { all[$0].cutBy == nil && all[$0].message.message.id == id }
      }
      return StoredMessage(merging: segments)
    }

    /// How often a reader comes back for what it has found before it reads all at once.
    private static let separateReads = 3

    /// Some of the segments of a session, all as of one moment.
    private func segments(
      in id: SessionID, _ choose: ([MessageSegment]) -> [Int]
    ) async throws -> [StoredMessage] {
      for attempt in 1... {
        // Where others write all the time, one script reads everything.
        let isWhole = attempt > Self.separateReads
        guard var session = try await load(id, isWhole: isWhole) else { return [] }
        let chosen = choose(session.session.segments)
        let isRead = isWhole ? true : try await readContents(&session, of: chosen, in: id)
        if isRead { return chosen.map { session.session.segments[$0].message } }
      }
      return []
    }

    /// The sessions of a principal, newest first and at the same time by falling id, after a place in that list.
    public func sessions(
      of principal: Principal, after place: SessionRecord.PageKey?, limit: Int
    ) async throws -> [SessionRecord] {
      guard limit > 0 else { return [] }
      let owner = Array(principal.text.utf8)
      var after: [[UInt8]] = []
      if let place {
        after = [[UInt8](decimal: place.updatedAt.milliseconds), Array(place.id.rawValue.utf8)]
      }
      let pages = try await list(
        ConversationScripts.listSessions, index: { $0.sessionsIndex(of: principal) }, of: .head,
        arguments: [owner, [UInt8](decimal: limit)] + after)
      try await drop(pages, of: .head, field: "owner", is: owner)
      let records = try pages.flatMap(\.found).map { try SessionHead($0.session, $0.value).record }
      return Array(records.sorted { ($1.updatedAt, $1.id) < ($0.updatedAt, $0.id) }.prefix(limit))
    }
  }
#endif

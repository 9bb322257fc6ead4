#if Redis
  import HoldfastModel
  import HoldfastStores

  extension RedisConversationStore {
    /// What one bucket has answered to a list.
    struct ListPage {
      var bucket: ConversationBucket
      var index: [UInt8]
      /// What was found: the session, and the value that was asked for.
      var found: [(session: SessionID, value: RedisValue)]
      /// The members of the index whose sessions are gone.
      var stale: [[UInt8]]
    }

    /// Asks all buckets at once.
    ///
    /// - Parameters:
    ///   - index: The key that is listed.
    ///   - kind: The kind of key that its members lead to.
    func list(
      _ script: RedisScript, index: (ConversationBucket) -> [UInt8], of kind: SessionKey, arguments: [[UInt8]]
    ) async throws -> [ListPage] {
      let buckets = ConversationBucket.all(prefix: settings.prefix)
      let replies = await client.sendAll(
        buckets.map { bucket in
          RedisCommand(
            script, keys: [index(bucket)], arguments: [Array(bucket.stem(kind).utf8)] + arguments)
        })
      return try zip(buckets, replies).map { bucket, reply in
        try Self.page(of: bucket, index: index(bucket), reply.get())
      }
    }

    private static func page(
      of bucket: ConversationBucket, index: [UInt8], _ reply: RedisValue
    ) throws -> ListPage {
      guard let parts = reply.array, parts.count == 2, let found = parts[0].array,
        let stale = parts[1].array?.map(\.bytes)
      else { throw StoreError(.damaged, "Redis: a page of a list is none") }
      return ListPage(
        bucket: bucket, index: index,
        found: try found.map { entry in
          guard let entry = entry.array, entry.count == 2, let session = entry[0].text else {
            throw StoreError(.damaged, "Redis: an entry of a list is none")
          }
          return (SessionID(rawValue: session), entry[1])
        },
        stale: stale.compactMap(\.self))
    }

    /// Drops from the indexes what they list though it has expired, unless it has come back.
    ///
    /// Only tidiness: where it fails, for want of space perhaps, the next list finds the same.
    ///
    /// - Parameters:
    ///   - field: The field by which the hash that a member leads to is seen to be there; the member's own when `nil`.
    ///   - value: What the field has to be; nothing for any value.
    func drop(_ pages: [ListPage], of kind: SessionKey, field: String?, is value: [UInt8] = []) async throws {
      let commands = pages.filter { !$0.stale.isEmpty }.map { page in
        let stem = Array(page.bucket.stem(kind).utf8)
        // Of an open claim the stream comes first, which is the field, then its session.
        let names = page.stale.map { member in
          field == nil ? member.split(separator: 0, maxSplits: 1).map(Array.init) : [member]
        }
        return RedisCommand(
          ConversationScripts.drop, keys: [page.index] + names.map { stem + ($0.last ?? []) },
          arguments: zip(page.stale, names).flatMap { member, name in
            [member, field.map { Array($0.utf8) } ?? name.first ?? [], value]
          })
      }
      _ = await client.sendAll(commands)
      try Task.checkCancellation()
    }
  }
#endif

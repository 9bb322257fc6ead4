#if Redis
  public import HoldfastModel
  public import HoldfastStores

  extension RedisStreamLog {
    /// Takes writes to any number of streams, those of one bucket in one step, with a result for each in the same
    /// order.
    ///
    /// One that is refused does not hinder the others. When the step of a bucket fails, each of its writes has that error.
    public func append(_ batch: [StreamAppend]) async -> [Result<StreamAcknowledgement, any Error>] {
      let buckets = Dictionary(grouping: batch.indices) { StreamBucket(of: batch[$0].stream) }.values
      let groups = buckets.map { indices in AppendGroup(batch, indices: indices, keys: keys) }
      let common = commonArguments
      let replies = await client.sendAll(groups.map { $0.command(common: common) })
      var results = [Result<StreamAcknowledgement, any Error>?](repeating: nil, count: batch.count)
      for (group, reply) in zip(groups, replies) {
        for (index, result) in zip(group.indices, group.results(reply)) { results[index] = result }
      }
      return results.map { $0 ?? .failure(StoreError(.indeterminate, "Redis: a write was forgotten")) }
    }

    /// Asks the owner to end a stream.
    ///
    /// The first request counts; after the outcome none does.
    public func requestEnd(_ stream: StreamID, _ request: EndRequest) async throws -> StreamRecord {
      let (verdict, rest) = try await run(
        StreamScripts.requestEnd, on: stream,
        [Array(request.rawValue.utf8), Array(keys.endRequestsPrefix.utf8)])
      guard verdict == .ok, let reply = rest.first else { throw verdict.error(stream, rest) }
      return try StreamRecord(redis: reply)
    }

    /// Notes what became of the reply in the conversation store.
    ///
    /// A stream that has ended and is saved lives as long as the log's retention from then on.
    public func mark(_ stream: StreamID, _ persistence: StreamRecord.Persistence) async throws {
      let (verdict, rest) = try await run(StreamScripts.mark, on: stream, [Array(persistence.rawValue.utf8)])
      guard verdict == .ok else { throw verdict.error(stream, rest) }
    }
  }
#endif

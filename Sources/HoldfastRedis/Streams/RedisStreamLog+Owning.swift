#if Redis
  public import HoldfastModel
  public import HoldfastStores

  extension RedisStreamLog {
    /// Makes a stream if there is none of that name, owned by `owner` in epoch 1, with its lease running.
    public func create(
      _ header: StreamHeader, run: RunID, owner: NodeID, lease: Duration
    ) async throws -> StreamCreation {
      let fields = header.redisFields(run: run, owner: owner).flatMap { [Array($0.utf8), $1] }
      let (verdict, rest) = try await self.run(
        StreamScripts.create, on: header.stream,
        [[UInt8](decimal: lease.milliseconds), callName()] + fields)
      switch (verdict, rest.first) {
      case (.created, .some(let reply)): return .created(try StreamRecord(redis: reply))
      case (.exists, .some(let reply)): return .exists(try StreamRecord(redis: reply))
      default: throw verdict.error(header.stream, rest)
      }
    }

    /// Extends the lease, and tells whether an end was requested.
    public func renew(
      _ stream: StreamID, epoch: Int, lease: Duration
    ) async throws -> StreamAcknowledgement {
      let (verdict, rest) = try await run(
        StreamScripts.renew, on: stream, [[UInt8](decimal: epoch), [UInt8](decimal: lease.milliseconds)])
      guard verdict == .ok else { throw verdict.error(stream, rest) }
      return try StreamAcknowledgement(redis: rest)
    }

    /// Gives the lease up, so that another node may take over at once.
    ///
    /// Harmless when it is not ours or not there.
    public func release(_ stream: StreamID, epoch: Int) async throws {
      let (verdict, rest) = try await run(StreamScripts.release, on: stream, [[UInt8](decimal: epoch)])
      guard verdict == .ok else { throw verdict.error(stream, rest) }
    }

    /// Makes a stream ours: raises the epoch, and returns what the log knows of it in the same step.
    public func takeOver(
      _ stream: StreamID, run: RunID, owner: NodeID, lease: Duration, force: Bool
    ) async throws -> StreamTakeOver {
      let (verdict, rest) = try await self.run(
        StreamScripts.takeOver, on: stream,
        [
          Array(run.rawValue.utf8), Array(owner.rawValue.utf8), [UInt8](decimal: lease.milliseconds),
          [UInt8](decimal: force ? 1 : 0), callName(),
        ])
      switch (verdict, rest.first) {
      case (.taken, .some(let reply)): return .taken(try StreamRecord(redis: reply))
      case (.leased, .some(let reply)): return .leased(try StreamRecord(redis: reply))
      case (.ended, .some(let reply)): return .ended(try StreamRecord(redis: reply))
      default: throw verdict.error(stream, rest)
      }
    }

    /// A name by which the repeat of a call is known whose reply was lost: without it a stream that the first try made
    /// would be somebody else's for the second.
    private func callName() -> [UInt8] { Array(String(UInt64.random(in: 0 ... .max), radix: 36).utf8) }
  }
#endif

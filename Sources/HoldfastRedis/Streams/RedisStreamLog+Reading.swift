#if Redis
  public import HoldfastModel
  public import HoldfastStores

  extension RedisStreamLog {
    /// How much one call of the server reads: what it reads holds up all others meanwhile.
    static let bytesPerRead = 1 << 20

    /// What the log knows of a stream.
    public func record(of stream: StreamID) async throws -> StreamRecord? {
      try StreamRecord.find(try await client.send(recordCommand(stream)))
    }

    /// What the log knows of some streams; those that are not there are left out.
    public func records(of streams: [StreamID]) async throws -> [StreamRecord] {
      let replies = await client.sendAll(streams.map { recordCommand($0) })
      return try replies.compactMap { try StreamRecord.find(try $0.get()) }
    }

    /// The frames from a position on, in order: at least one if there is one, then as many as fit `maximumBytes` of
    /// data.
    ///
    /// Many are read by several calls, so that no call holds the server up for long.
    public func read(
      _ stream: StreamID, from position: Int, maximumBytes: Int
    ) async throws -> [Frame] {
      precondition(position >= 0, "positions count from 0")
      var (frames, bytes): ([Frame], Int) = ([], 0)
      while true {
        let wanted = min(maximumBytes - bytes, Self.bytesPerRead)
        let page = try await readPage(stream, from: position + frames.count, bytes: wanted)
        for frame in page.frames {
          bytes += frame.data.count
          guard bytes <= maximumBytes || frames.isEmpty else { return frames }
          frames.append(frame)
        }
        guard !page.frames.isEmpty, bytes < maximumBytes, position + frames.count < page.length else {
          return frames
        }
      }
    }

    private func readPage(
      _ stream: StreamID, from position: Int, bytes: Int
    ) async throws -> (frames: [Frame], length: Int) {
      let reply = try await client.run(
        StreamScripts.read, keys: [keys.record(stream), keys.frames(stream)],
        arguments: commonArguments
          + [
            [UInt8](decimal: position), [UInt8](decimal: max(0, bytes)),
            [UInt8](decimal: FramePack.headBytes),
          ])
      let (verdict, rest) = try StreamVerdict.read(reply)
      guard verdict == .ok, rest.count == 2, let length = rest[0].integer, let entries = rest[1].array else {
        throw verdict.error(stream, rest)
      }
      var frames: [Frame] = []
      for entry in entries {
        for frame in try self.frames(of: entry, stream) where frame.position >= position {
          guard frame.position == position + frames.count else {
            throw StoreError.redisDamage("frames of stream \(stream) are missing")
          }
          frames.append(frame)
        }
      }
      guard position >= length || !frames.isEmpty, position >= length || position + frames.count <= length
      else {
        throw StoreError.redisDamage("the frames of stream \(stream) are not as many as its record says")
      }
      return (frames, length)
    }

    /// The frames of an entry, whose id is the position after the last of them.
    private func frames(of entry: RedisValue, _ stream: StreamID) throws(StoreError) -> [Frame] {
      guard let parts = entry.array, parts.count == 2, let id = parts[0].text, id.hasSuffix("-0"),
        let end = Int(id.dropLast(2)), let frames = parts[1].bytes.flatMap(FramePack.unpack),
        frames.count <= end
      else { throw .redisDamage("an entry of stream \(stream) is not what was written") }
      return frames.map { frame in
        Frame(position: end - frames.count + frame.position, data: frame.data, seal: frame.seal)
      }
    }

    func recordCommand(_ stream: StreamID) -> RedisCommand {
      let key = keys.record(stream)
      return RedisCommand("HGETALL", [key], key: key, effect: .read)
    }
  }
#endif

#if Redis
  import HoldfastModel
  import HoldfastRedis
  import HoldfastStores

  /// A stream that a test writes to.
  struct SampleStream: Sendable {
    let id: StreamID
    let log: RedisStreamLog

    /// Makes the stream.
    init(_ name: String, in log: RedisStreamLog, lease: Duration = .seconds(30)) async throws {
      id = StreamID(rawValue: name)
      self.log = log
      let header = StreamHeader(
        stream: id, principal: .user("ada"),
        claim: ClaimKey(session: SessionID(rawValue: "s"), message: MessageID(rawValue: "m")),
        reply: MessageID(rawValue: "r"), order: 1, agent: "default", dialect: .v5, routeForm: .chat,
        createdAt: Timestamp(milliseconds: 1))
      _ = try await log.create(
        header, run: RunID(rawValue: "run"), owner: NodeID(rawValue: "node"), lease: lease)
    }

    /// The write of a frame, and of the end if that is asked for.
    func write(_ position: Int, _ text: String, ends: Bool = false) -> StreamAppend {
      let seal = Seal(
        bytes: [UInt8](repeating: UInt8(truncatingIfNeeded: position + 1), count: Seal.byteCount))
      return StreamAppend(
        stream: id, epoch: 1, first: position,
        frames: [Frame(position: position, data: Array(text.utf8), seal: seal ?? .origin)],
        outcome: ends ? StreamOutcome(state: .finished) : nil, end: ends ? .finished : nil,
        lease: .seconds(30))
    }

    /// Writes a frame.
    func append(_ position: Int, _ text: String, ends: Bool = false) async throws {
      for result in await log.append([write(position, text, ends: ends)]) { _ = try result.get() }
    }

    /// The texts of all frames.
    var texts: [String] {
      get async throws {
        try await log.read(id, from: 0, maximumBytes: .max).map { String(decoding: $0.data, as: UTF8.self) }
      }
    }

    /// The number of the hash slot in which all its keys are.
    var slot: Int { RedisSlot(key: Array(recordKey.utf8)).number }

    /// The key of its record, as decision 19 says.
    var recordKey: String { key("s") }
    /// The key of its frames.
    var framesKey: String { key("f") }

    private func key(_ kind: String) -> String {
      "hf:{b\(RedisSlot(key: Array(id.rawValue.utf8)).number % 64)}:\(kind):\(id)"
    }
  }
#endif

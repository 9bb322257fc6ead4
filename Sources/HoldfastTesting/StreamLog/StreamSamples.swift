import HoldfastModel
import HoldfastStores

extension NodeID {
  /// The node that owns the sample streams.
  static let one = NodeID("node-1")
  /// The node that takes them over.
  static let two = NodeID("node-2")
}

extension Duration {
  /// The lease of the sample streams.
  static let lease = Duration.seconds(10)
}

extension StreamHeader {
  /// What the sample stream of a name is about.
  static func sample(_ name: String) -> StreamHeader {
    StreamHeader(
      stream: StreamID(name), principal: .ada,
      claim: ClaimKey(session: .first, message: MessageID("message-" + name)),
      reply: MessageID("reply-" + name),
      order: 2, segment: 3, agent: "default", dialect: .v5, routeForm: .chat, createdAt: .second(1))
  }
}

extension Frame {
  /// A frame whose seal differs with its position and data.
  static func sample(_ position: Int, _ data: [UInt8]) -> Frame {
    var seal = [UInt8](repeating: UInt8(truncatingIfNeeded: position), count: Seal.byteCount)
    for (index, byte) in data.enumerated() {
      seal[index % seal.count] = seal[index % seal.count] &* 31 &+ byte
    }
    return Frame(position: position, data: data, seal: Seal(bytes: seal) ?? .origin)
  }
}

extension StreamAppend {
  /// A write of frames with these texts, in the first epoch unless said otherwise.
  static func to(
    _ stream: StreamID, at first: Int, _ texts: [String] = [], epoch: Int = 1, effects: [EffectEntry] = [],
    outcome: StreamOutcome? = nil,
    end: TerminalState? = nil, lease: Duration = .lease
  ) -> StreamAppend {
    let frames = texts.enumerated().map { Frame.sample(first + $0, Array($1.utf8)) }
    return StreamAppend(
      stream: stream, epoch: epoch, first: first, frames: frames, effects: effects, outcome: outcome,
      end: end,
      lease: lease)
  }
}

extension StreamOutcome {
  /// The outcome of a reply that finished.
  static let finished = StreamOutcome(state: .finished, reason: .stop)
  /// The outcome of a reply that somebody stopped.
  static let stopped = StreamOutcome(state: .stopped)
}

/// What a case can see of a stream: for comparing before and after a call that must change nothing.
struct StreamSnapshot: Equatable {
  var record: StreamRecord?
  var frames: [Frame]
  var effects: [EffectEntry] = []
}

extension StreamLog {
  /// Makes a stream that must be new.
  func make(
    _ name: String = "a", owner: NodeID = .one, lease: Duration = .lease, fileID: String = #fileID,
    line: Int = #line
  ) async throws -> StreamID {
    let header = StreamHeader.sample(name)
    let creation = try await create(header, run: RunID("run-1"), owner: owner, lease: lease)
    guard case .created = creation else {
      throw ContractViolation("a new stream: got \(creation)", fileID: fileID, line: line)
    }
    return header.stream
  }

  /// Makes a stream that has ended.
  func makeEnded(
    _ name: String, marked persistence: StreamRecord.Persistence? = nil, effects: [EffectEntry] = []
  ) async throws -> StreamID {
    let stream = try await make(name)
    _ = try await write(.to(stream, at: 0, ["content"], effects: effects, outcome: .finished, end: .finished))
    if let persistence { try await mark(stream, persistence) }
    return stream
  }

  /// Makes one write, which must be taken.
  func write(
    _ write: StreamAppend, fileID: String = #fileID, line: Int = #line
  ) async throws -> StreamAcknowledgement {
    let results = await append([write])
    try expectEqual(results.count, 1, "results of one write", fileID: fileID, line: line)
    return try results[0].get()
  }

  /// Makes one write, which must be refused and change nothing.
  func expectRefused(
    _ code: StoreError.Code, _ append: StreamAppend, fileID: String = #fileID, line: Int = #line
  ) async throws {
    let before = try await snapshot(append.stream)
    let what = "a write at \(append.first) in epoch \(append.epoch)"
    try await expectError(code, what, fileID: fileID, line: line) {
      try await write(append, fileID: fileID, line: line)
    }
    try expectEqual(
      await snapshot(append.stream), before, "the stream after a refused write", fileID: fileID, line: line)
  }

  /// What the log knows of a stream that must be there.
  func known(_ stream: StreamID, fileID: String = #fileID, line: Int = #line) async throws -> StreamRecord {
    try required(await record(of: stream), "the record of \(stream)", fileID: fileID, line: line)
  }

  /// Takes a stream over, which must be possible.
  func taken(
    _ stream: StreamID, run: RunID = RunID("run-2"), owner: NodeID = .two, lease: Duration = .lease,
    force: Bool = false, fileID: String = #fileID, line: Int = #line
  ) async throws -> StreamRecord {
    let result = try await takeOver(stream, run: run, owner: owner, lease: lease, force: force)
    guard case .taken(let record) = result else {
      throw ContractViolation("a take-over: got \(result)", fileID: fileID, line: line)
    }
    return record
  }

  /// Tries to take a stream over whose lease must still be running.
  func expectLeased(_ stream: StreamID, fileID: String = #fileID, line: Int = #line) async throws {
    let result = try await takeOver(stream, run: RunID("run-2"), owner: .two, lease: .lease, force: false)
    try expectEqual(result, .leased(try await known(stream)), "a take-over", fileID: fileID, line: line)
  }

  /// All frames of a stream.
  func allFrames(_ stream: StreamID) async throws -> [Frame] {
    try await read(stream, from: 0, maximumBytes: 1 << 30)
  }

  /// The frames of a stream, as text.
  func texts(_ stream: StreamID) async throws -> [String] {
    try await allFrames(stream).map { String(decoding: $0.data, as: UTF8.self) }
  }

  /// What can be seen of a stream.
  func snapshot(_ stream: StreamID) async throws -> StreamSnapshot {
    guard let record = try await record(of: stream) else { return StreamSnapshot(record: nil, frames: []) }
    return StreamSnapshot(
      record: record, frames: try await allFrames(stream), effects: try await effects(of: stream))
  }
}

extension Result where Failure == any Error {
  /// The code of a store's error; `nil` for a success.
  var code: StoreError.Code? {
    switch self {
    case .success: nil
    case .failure(let error as StoreError): error.code
    case .failure: StoreError.Code.damaged
    }
  }
}

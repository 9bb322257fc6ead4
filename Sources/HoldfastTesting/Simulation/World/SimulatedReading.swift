import EventStream
import HoldfastEngine
import HoldfastModel
import Synchronization

/// One connection on which a client reads a stream: parses what comes, and writes it into the history.
final class SimulatedReading: Sendable {
  private struct State {
    var parser = EventStreamParser()
    var cursor: Cursor?
    var count = 0
  }

  private static let lineFeed = UInt8(ascii: "\n")
  private static let idField = Array("id: ".utf8)

  private let world: SimulationWorld
  private let client: String
  private let stream: StreamID
  private let connection: Int
  private let state = Mutex(State())

  init(world: SimulationWorld, client: String, stream: StreamID) {
    self.world = world
    self.client = client
    self.stream = stream
    connection = world.nextNumber()
  }

  /// The last frame that came.
  var cursor: Cursor? { state.withLock(\.cursor) }

  /// How many frames came.
  var count: Int { state.withLock(\.count) }

  /// Takes bytes off the wire.
  func receive(_ bytes: [UInt8]) throws {
    let events = try state.withLock { try $0.parser.push(Self.framesOfLog(in: bytes)) }
    for event in events {
      guard let cursor = event.id.flatMap(Cursor.init) else { continue }
      var digest = Digest(of: event.id.map { Array($0.utf8) } ?? [])
      digest.add(event.data.utf8)
      let chunk = try Chunk(decoding: Array(event.data.utf8))
      let kind = FrameKind(chunk)
      if kind == .savingNotice { world.reach(.savingNotice) }
      world.note(
        .saw(
          SeenFrame(
            client: client, connection: connection, stream: stream, position: cursor.position, digest: digest,
            kind: kind)))
      state.withLock { state in
        state.cursor = cursor
        state.count += 1
      }
    }
  }

  /// What comes without the frames that belong to this connection alone, which the parser, as a browser's does, would give
  /// the id of the frame before.
  private static func framesOfLog(in bytes: [UInt8]) -> [UInt8] {
    var kept: [UInt8] = []
    kept.reserveCapacity(bytes.count)
    var start = bytes.startIndex
    for index in bytes.indices.dropFirst() where bytes[index] == lineFeed && bytes[index - 1] == lineFeed {
      guard index > start else { continue }
      if bytes[start...].starts(with: idField) { kept += bytes[start...index] }
      start = index + 1
    }
    return kept + bytes[start...]
  }

  /// Reads from a node until the end, or until so many frames have come.
  ///
  /// - Returns: Why it ended.
  func follow(
    _ reader: ReplyReader, of life: NodeLife, atMost limit: Int?, pause: @Sendable () async throws -> Void
  ) async throws -> ReadEnding {
    var reader = reader
    while true {
      let step = try await reader.next()
      // What a dead process hands over goes nowhere.
      try life.check()
      switch step {
      case .frames(let bytes): try receive(bytes)
      case .idle: world.reach(.readerIdle)
      case .ended: return .ended
      case .lost:
        world.reach(.readerLost)
        return .lost
      }
      if let limit, count >= limit { return .left }
      try await pause()
    }
  }
}

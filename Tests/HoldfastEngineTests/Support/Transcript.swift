import HoldfastEngine
import HoldfastModel
import Testing

/// What a reader was sent.
struct Transcript: Sendable {
  struct Frame: Sendable, Hashable {
    var cursor: Cursor
    var data: [UInt8]
    var chunk: Chunk
  }

  var bytes: [UInt8] = []
  var frames: [Frame] = []
  /// The chunks that came without a cursor, for this connection alone.
  var local: [Chunk] = []
  /// The step that ended it: `ended` or `lost`; `nil` while there is more.
  var end: ReplyReader.Step?

  /// Takes what a reader got.
  ///
  /// Frames have one form: `id:` line, `data:` line, blank line.
  mutating func take(_ more: [UInt8]) throws {
    bytes += more
    let text = String(decoding: more, as: UTF8.self)
    #expect(text.hasSuffix("\n\n"), "only whole frames are sent")
    for block in text.dropLast(2).split(separator: "\n\n", omittingEmptySubsequences: false) {
      let lines = block.split(separator: "\n", omittingEmptySubsequences: false)
      if lines.count == 1, lines[0].hasPrefix("data: ") {
        local.append(try Chunk(decoding: Array(lines[0].dropFirst(6).utf8)))
        continue
      }
      try #require(lines.count == 2 && lines[0].hasPrefix("id: ") && lines[1].hasPrefix("data: "), "\(block)")
      let data = Array(lines[1].dropFirst(6).utf8)
      frames.append(
        Frame(
          cursor: try #require(Cursor(String(lines[0].dropFirst(4)))), data: data,
          chunk: try Chunk(decoding: data)))
    }
  }

  var chunks: [Chunk] { frames.map(\.chunk) }
  var positions: [Int] { frames.map(\.cursor.position) }

  /// The text of the reply.
  var text: String { chunks.replyText }

  /// The names of the chunks' types.
  var types: [String] {
    frames.compactMap { try? JSONParser.parse($0.data)["type"]?.stringValue }
  }

  /// The codes of the notices.
  var notices: [String] { chunks.noticeCodes }

  /// The error that the last frame carries.
  var error: JSONValue? { chunks.closingError }

  /// Requires that the frames follow each other without gap or repeat, each sealed over the one before.
  func expectOrdered(
    from first: Int = 0, after previous: Seal = .origin, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(positions == Array(first..<first + frames.count), sourceLocation: sourceLocation)
    var seal = previous
    for frame in frames {
      let sealer = TestSealer().sealer(for: frame.cursor.stream)
      seal = sealer.seal(position: frame.cursor.position, data: frame.data, previous: seal)
      #expect(frame.cursor.seal == seal, sourceLocation: sourceLocation)
    }
  }
}

extension [Chunk] {
  /// The text that they carry.
  var replyText: String {
    reduce(into: "") { text, chunk in
      if case .textDelta(.text, _, let delta, _) = chunk { text += delta }
    }
  }

  /// The codes of the notices among them.
  var noticeCodes: [String] {
    compactMap { chunk in
      if case .data("notice", let value, _, _) = chunk { value["code"]?.stringValue } else { nil }
    }
  }

  /// The error that the last of them carries.
  var closingError: JSONValue? {
    if case .error(let text) = last { try? JSONParser.parse(text) } else { nil }
  }
}

extension ReplyReader {
  /// Reads until the end, or until a condition holds.
  mutating func read(until condition: (Transcript) -> Bool = { _ in false }) async throws -> Transcript {
    var transcript = Transcript()
    while transcript.end == nil, !condition(transcript) {
      switch try await next() {
      case .frames(let bytes): try transcript.take(bytes)
      case .idle: continue
      case let end: transcript.end = end
      }
    }
    return transcript
  }
}

extension ReplyHandle {
  /// The reader of a reply that has a stream.
  var reader: ReplyReader {
    get throws {
      guard case .stream(let reader) = content else {
        throw NotInTime(description: "the reply has no stream")
      }
      return reader
    }
  }

  /// Reads the whole reply.
  func readAll() async throws -> Transcript {
    var reader = try reader
    return try await reader.read()
  }

  /// Reads until so much text has come.
  func read(upTo text: String) async throws -> Transcript {
    var reader = try reader
    return try await reader.read { ($0.text + $0.local.replyText).contains(text) }
  }
}

import EventStream
import HTTPTypes
import HoldfastEngine
import HoldfastModel
import Hummingbird
import Logging
import NIOCore

/// Streams a reply to one reader: the one place where frames meet a connection.
struct EventStreamResponse {
  let services: Services
  /// The connection that the request came over.
  let channel: any Channel

  /// The fields of every event stream, as the AI SDK's server sends them.
  ///
  /// A connection that was watched ends with its answer. A client that is not told would send its next request into it.
  static let headers: HTTPFields = [
    .contentType: "text/event-stream", .cacheControl: "no-cache", .uiMessageStream: "v1",
    .accelBuffering: "no", .connection: "close",
  ]

  /// The answer that streams a reply.
  func response(for handle: ReplyHandle) -> Response {
    var headers = Self.headers
    headers[.streamID] = handle.stream.rawValue
    headers[.messageID] = handle.reply.rawValue
    headers[.sessionID] = handle.session.rawValue
    headers[.workflowRunID] = handle.stream.rawValue
    headers[.idempotentReplayed] = handle.isRepeat ? "true" : nil
    headers[.messageAccepted] = handle.isAccepted ? nil : "false"
    switch handle.content {
    case .stream(let reader):
      return response(headers: headers) { writer, connection in
        let resent = try Self.localFrames(handle.resent, dialect: handle.dialect)
        try await stream(reader, resending: resent, to: &writer, over: connection)
      }
    case .stoppedBeforeStart:
      let chunks: [Chunk] = [.start(messageID: handle.reply), .abort(reason: "stopped")]
      return response(headers: headers) { try await send(chunks, to: &$0, over: $1) }
    }
  }

  /// An answer of frames that belong to this connection only, and so have no `id:`.
  func response(ofLocal chunks: [Chunk], headers: HTTPFields = [:]) -> Response {
    response(headers: Self.headers.merging(headers)) { try await send(chunks, to: &$0, over: $1) }
  }

  private typealias Body =
    @concurrent @Sendable (inout any ResponseBodyWriter, WatchedReader) async throws -> Void

  private func response(headers: HTTPFields, _ body: @escaping Body) -> Response {
    let services = services
    return Response(
      status: .ok, headers: headers,
      body: ResponseBody { writer in
        let connection = services.connections.watch()
        defer { connection.release() }
        try await body(&writer, connection)
        connection.beginWrite()
        defer { connection.endWrite() }
        try await writer.finish(nil)
      })
  }

  /// The reply cannot be read on from here; closing without the end makes the client come back.
  private struct ReaderLost: Error {}

  /// Sends a stream to its end.
  ///
  /// What is in the log is read here. A running stream is followed on the connection's event loop, where a commit costs
  /// a reader one write and no task has to wake.
  ///
  /// - Parameter resent: Frames of this connection alone, which follow the first frame of the stream.
  @concurrent private func stream(
    _ reader: ReplyReader, resending resent: [UInt8], to writer: inout any ResponseBodyWriter,
    over connection: WatchedReader
  ) async throws {
    var (reader, resent, mayFollow) = (reader, resent, true)
    var pending: [UInt8] = []
    try EventStreamEncoder.appendRetry(milliseconds: services.configuration.retryMilliseconds, to: &pending)
    while true {
      var isAtEnd = false
      switch try await reader.next() {
      case .frames(let bytes):
        let rest = resent.isEmpty ? bytes.startIndex : Self.endOfFirstFrame(in: bytes)
        pending += bytes[..<rest]
        pending += resent
        pending += bytes[rest...]
        resent = []
      case .idle: try EventStreamEncoder.appendComment("keep", to: &pending)
      case .ended: isAtEnd = true
      case .lost: throw ReaderLost()
      }
      if isAtEnd { pending += Self.done }
      let buffer = ByteBuffer(bytes: pending)
      pending = []
      try await write(buffer, to: &writer, over: connection)
      if isAtEnd { return }
      guard mayFollow, resent.isEmpty, let live = reader.running else { continue }
      let left = await services.readers.follow(
        live, from: reader.place, maximumBytes: reader.maximumBytes, over: channel, counted: connection)
      reader.place = left.place
      switch left.reason {
      // The next step reads the end, or what is only in the log.
      case .ended, .behind, .lost: break
      case .cancelled: throw CancellationError()
      case .unavailable: mayFollow = false
      }
    }
  }

  @concurrent private func send(
    _ chunks: [Chunk], to writer: inout any ResponseBodyWriter, over connection: WatchedReader
  ) async throws {
    var bytes = try Self.localFrames(chunks, dialect: .v5)
    bytes += Self.done
    try await write(ByteBuffer(bytes: bytes), to: &writer, over: connection)
  }

  /// Frames without a place in any log.
  private static func localFrames(_ chunks: [Chunk], dialect: Dialect) throws -> [UInt8] {
    var bytes: [UInt8] = []
    for chunk in chunks {
      try EventStreamEncoder.appendFrame(id: nil, data: chunk.encoded(for: dialect), to: &bytes)
    }
    return bytes
  }

  /// The place after the first blank line: frames are joined whole.
  private static func endOfFirstFrame(in bytes: [UInt8]) -> Int {
    let feed = UInt8(ascii: "\n")
    let end = bytes.indices.dropLast().first { bytes[$0] == feed && bytes[$0 + 1] == feed }
    return end.map { $0 + 2 } ?? bytes.endIndex
  }

  @concurrent private func write(
    _ buffer: ByteBuffer, to writer: inout any ResponseBodyWriter, over connection: WatchedReader
  ) async throws {
    connection.beginWrite()
    defer { connection.endWrite() }
    try await writer.write(buffer)
  }

  /// The end of every stream, as the AI SDK's server sends it.
  private static let done = Array("data: [DONE]\n\n".utf8)
}

extension HTTPFields {
  /// These fields and others.
  fileprivate func merging(_ others: HTTPFields) -> HTTPFields {
    var merged = self
    for field in others { merged[field.name] = field.value }
    return merged
  }
}

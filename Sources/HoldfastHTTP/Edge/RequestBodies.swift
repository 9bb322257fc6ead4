import HTTPTypes
package import HoldfastModel
package import Hummingbird
import NIOCore

/// Reads the bodies of requests, each within its limits, and all within one.
///
/// A body is collected first and decoded then; decoding it as it comes and then watching the connection would bring
/// the process down when the client leaves. No route reads a body in any other way. The request keeps nothing of what
/// was read, so that a body does not stay for as long as its answer streams.
package struct RequestBodies: Sendable {
  private let room: BodyRoom
  private let deadline: Duration

  /// Makes a reader for all requests of a server.
  package init(_ configuration: HTTPConfiguration) {
    room = BodyRoom(bytes: configuration.pendingBodyBytes)
    deadline = configuration.bodyDeadline
  }

  /// What the closure makes of the body of a JSON request.
  ///
  /// - Throws: ``ChatError`` 408, 413, 415, 503, and what the closure throws.
  package func read<Value>(
    from request: inout Request, limit: Int, _ decode: ([UInt8]) throws -> Value
  ) async throws -> Value {
    try Self.requireJSON(request)
    let length = request.headers[.contentLength].flatMap { Int($0) }
    if let length, length > limit { throw Self.tooLarge(limit) }
    let place = BodyRoom.Place(in: room)
    defer { place.leave() }
    let bytes = try await collect(request.body, expecting: length ?? 0, limit: limit, at: place)
    // What is set here keeps the stream behind it, by which the connection is watched.
    request.body = RequestBody(buffer: ByteBuffer())
    return try decode(bytes)
  }

  /// The body of a JSON request, which must be an object; an empty one when there is none.
  ///
  /// - Throws: ``ChatError`` 400, 408, 413, 415, 503.
  package func object(from request: inout Request, limit: Int, depth: Int) async throws -> JSONObject {
    try await read(from: &request, limit: limit) { bytes in
      if bytes.isEmpty { return JSONObject() }
      do {
        guard let object = try JSONParser.parse(bytes, maximumDepth: depth).objectValue else {
          throw ChatError.invalidRequest("the body must be a JSON object", code: .invalidJSON)
        }
        return object
      } catch let error as JSONParsingError {
        throw ChatError.invalidRequest("\(error)", code: .invalidJSON)
      }
    }
  }

  private func collect(
    _ body: RequestBody, expecting length: Int, limit: Int, at place: BodyRoom.Place
  ) async throws -> [UInt8] {
    try await withThrowingTaskGroup(of: [UInt8].self) { group in
      group.addTask { try await Self.bytes(of: body, expecting: length, limit: limit, at: place) }
      group.addTask { [deadline] in
        try await Task.sleep(for: deadline)
        throw ChatError.requestTimeout("the body took longer than \(deadline)")
      }
      defer { group.cancelAll() }
      // A group of two never runs dry before its first result.
      return try await group.next() ?? []
    }
  }

  private static func bytes(
    of body: RequestBody, expecting length: Int, limit: Int, at place: BodyRoom.Place
  ) async throws -> [UInt8] {
    var bytes: [UInt8] = []
    // The system gives the memory as it is written to, and not to a client that only announces it.
    bytes.reserveCapacity(length)
    do {
      for try await piece in body {
        guard bytes.count + piece.readableBytes <= limit else { throw tooLarge(limit) }
        try place.grow(by: piece.readableBytes)
        bytes += piece.readableBytesView
      }
      return bytes
    } catch let error as ChatError {
      throw error
    } catch let error as CancellationError {
      throw error
    } catch {
      // The client left in the middle of it, or does not speak HTTP: nothing that an operator has to look at.
      throw ChatError.invalidRequest("the body did not arrive whole")
    }
  }

  private static func tooLarge(_ limit: Int) -> ChatError {
    ChatError.payloadTooLarge("the body is larger than \(limit) bytes")
  }

  private static func requireJSON(_ request: Request) throws(ChatError) {
    guard let type = request.headers[.contentType] else { return }
    let essence = type.prefix { $0 != ";" }.lowercased().filter { $0 != " " }
    guard essence == "application/json" || essence.hasSuffix("+json") else {
      throw ChatError.invalidRequest(
        "the body must be application/json", code: .unsupportedContentType, status: 415)
    }
  }
}

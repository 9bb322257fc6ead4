import HTTPTypes
import HoldfastModel
import Hummingbird
import NIOCore

/// Reads bodies in the one order that is safe to watch the connection afterwards.
///
/// The body is collected into the request first; decoding it and then watching the same body would bring the process
/// down when the client leaves. No route decodes a body in any other way.
enum RequestBytes {
  /// The body of a JSON request, which stays in the request for watching.
  ///
  /// - Throws: ``ChatError`` 413 and 415.
  static func collectJSON(from request: inout Request, limit: Int) async throws -> [UInt8] {
    try requireJSON(request)
    if let length = request.headers[.contentLength].flatMap(Int.init), length > limit {
      throw ChatError.payloadTooLarge("the body is larger than \(limit) bytes")
    }
    do {
      return Array(try await request.collectBody(upTo: limit).readableBytesView)
    } catch is NIOTooManyBytesError {
      throw ChatError.payloadTooLarge("the body is larger than \(limit) bytes")
    } catch let error as CancellationError {
      throw error
    } catch {
      // The client left in the middle of it, or does not speak HTTP: nothing that an operator has to look at.
      throw ChatError.invalidRequest("the body did not arrive whole")
    }
  }

  private static func requireJSON(_ request: Request) throws(ChatError) {
    guard let type = request.headers[.contentType] else { return }
    let essence = type.prefix { $0 != ";" }.lowercased().filter { $0 != " " }
    guard essence == "application/json" || essence.hasSuffix("+json") else {
      throw ChatError.invalidRequest(
        "the body must be application/json", code: .unsupportedContentType, status: 415)
    }
  }

  /// The body of a JSON request, which must be an object.
  ///
  /// - Throws: ``ChatError`` 400, 413, 415.
  static func object(from request: inout Request, limit: Int, depth: Int) async throws -> JSONObject {
    let bytes = try await collectJSON(from: &request, limit: limit)
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

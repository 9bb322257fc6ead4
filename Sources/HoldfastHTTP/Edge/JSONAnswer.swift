import HTTPTypes
import HoldfastModel
import Hummingbird
import NIOCore

/// Answers in JSON.
enum JSONAnswer {
  /// An answer whose body is JSON text.
  static func response(status: HTTPResponse.Status = .ok, json: [UInt8]) -> Response {
    Response(
      status: status, headers: [.contentType: "application/json; charset=utf-8"],
      body: ResponseBody(byteBuffer: ByteBuffer(bytes: json)))
  }

  /// An answer whose body is an object that the closure writes.
  static func object(
    status: HTTPResponse.Status = .ok, _ body: (inout JSONWriter) -> Void
  ) -> Response {
    var writer = JSONWriter()
    writer.object(body)
    return response(status: status, json: writer.bytes)
  }
}

extension JSONWriter {
  /// Writes a member that is a number.
  mutating func member(_ key: String, _ value: Int) { member(key, JSONValue.number(JSONNumber(value))) }

  /// Writes a member that is a time, in milliseconds since the epoch.
  mutating func member(_ key: String, _ value: Timestamp) { member(key, Int(value.milliseconds)) }

  /// Writes a member that is a string, or `null`.
  mutating func memberOrNull(_ key: String, _ value: String?) {
    member(key, value.map { JSONValue.string($0) } ?? .null)
  }
}

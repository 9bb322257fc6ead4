import HoldfastModel
import Testing

/// A request that must be refused, and how.
///
/// `{stream}`, `{cursor}` and the like stand for what ``BadRequestTests`` prepared.
struct BadRequest: Sendable, CustomTestStringConvertible {
  enum Caller: Sendable { case owner, stranger, nobody }

  var name: String
  var method: String
  var path: String
  var body = Visitor.Body.none
  var fields: [(String, String)] = []
  var caller = Caller.owner
  var status: Int
  var code: String

  var testDescription: String { name }

  init(
    _ name: String, _ method: String, _ path: String, _ body: Visitor.Body,
    fields: [(String, String)] = [], as caller: Caller = .owner, _ status: Int, _ code: String = "BAD_REQUEST"
  ) {
    self.name = name
    self.method = method
    self.path = path
    self.body = body
    self.fields = fields
    self.caller = caller
    self.status = status
    self.code = code
  }

  init(
    _ name: String, _ method: String, _ path: String, fields: [(String, String)] = [],
    as caller: Caller = .owner, _ status: Int, _ code: String = "BAD_REQUEST"
  ) {
    self.init(name, method, path, .none, fields: fields, as: caller, status, code)
  }

  /// A POST whose body is wrong.
  static func start(
    _ name: String, _ body: String, _ status: Int = 400, _ code: String = "BAD_REQUEST"
  ) -> BadRequest {
    BadRequest("start: \(name)", "POST", "/api/chat", .json(body), status, code)
  }

  /// A POST whose message is wrong; `message` is its JSON.
  static func message(
    _ name: String, _ message: String, _ status: Int = 400, _ code: String = "BAD_REQUEST"
  ) -> BadRequest {
    start("message: \(name)", #"{"id":"s9","messages":[\#(message)]}"#, status, code)
  }

  /// A POST whose message has wrong parts.
  static func parts(
    _ name: String, _ parts: String, _ status: Int = 400, _ code: String = "BAD_REQUEST"
  ) -> BadRequest {
    message("parts: \(name)", #"{"id":"m9","role":"user","parts":\#(parts)}"#, status, code)
  }

  /// A POST with a file of a URL.
  static func file(
    _ name: String, _ url: String, _ status: Int = 400, _ code: String = "BAD_REQUEST"
  ) -> BadRequest {
    parts("file: \(name)", #"[{"type":"file","mediaType":"image/png","url":"\#(url)"}]"#, status, code)
  }

  /// A POST that would be good, but for its fields.
  static func fields(
    _ name: String, _ fields: [(String, String)], as caller: Caller = .owner, _ status: Int, _ code: String
  ) -> BadRequest {
    BadRequest(
      "fields: \(name)", "POST", "/api/chat", Visitor.body("Hi", session: "s9", message: "m9"),
      fields: fields,
      as: caller, status, code)
  }
}

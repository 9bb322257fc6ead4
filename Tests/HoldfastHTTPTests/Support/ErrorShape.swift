import HoldfastModel
import Testing

/// The one shape of errors, as `wire.md` has it, told apart from the code that writes it.
enum ErrorShape {
  static let statuses: [String: Set<Int>] = [
    "NETWORK": [503], "TIMEOUT": [504], "RATE_LIMIT": [429], "BOT_DETECTION": [403],
    "SECURITY_BLOCKED": [403], "AUTHENTICATION": [401], "MODEL_ACCESS_DENIED": [403],
    "USAGE_LIMIT_EXCEEDED": [403], "MODEL_UNAVAILABLE": [503], "INVALID_MODEL": [400],
    "INVALID_REQUEST": [400, 404, 405, 408, 409, 410, 415, 422], "PAYLOAD_TOO_LARGE": [413],
    "SERVER_ERROR": [500, 503], "SERVICE_UNAVAILABLE": [503], "UNKNOWN": [500],
  ]
  static let categories: Set<String> = [
    "stream", "persistence", "resume", "request", "authentication", "authorization", "rate-limit", "quota",
    "model", "tool", "validation", "infrastructure",
  ]
  static let phases: Set<String> = ["persistence", "resume", "stream", "quota", "tool"]

  /// Checks the body of an answer.
  static func check(_ answer: Answer, status: Int, code: String? = nil) throws {
    try #require(answer.status == status, "\(answer.text)")
    #expect(answer["content-type"] == "application/json; charset=utf-8")
    let json = try answer.json
    check(json, status: status, code: code)
    #expect(json["metadata"]?["requestId"]?.stringValue == answer["x-request-id"])
    #expect(answer["x-request-id"]?.isEmpty == false)
    if status == 503 { #expect(answer["retry-after"].flatMap { Int($0) } ?? 0 > 0) }
  }

  /// Checks an error of any place.
  static func check(_ json: JSONValue, status: Int, code: String? = nil) {
    #expect(statuses[json["type"]?.stringValue ?? ""]?.contains(status) == true, "\(json.text)")
    for name in ["error", "message", "errorCode"] {
      #expect(json[name]?.stringValue?.isEmpty == false, "\(name) in \(json.text)")
    }
    #expect(json["statusCode"]?.intValue == status)
    #expect(categories.contains(json["category"]?.stringValue ?? ""), "\(json.text)")
    #expect(["fatal", "recoverable", "transient"].contains(json["severity"]?.stringValue))
    #expect(
      ["holdfast", "guard", "store", "stream-log", "provider", "tool"].contains(json["source"]?.stringValue))
    #expect(json["retryable"]?.boolValue != nil)
    #expect(json["metadata"]?["timestamp"]?.intValue ?? 0 > 1_600_000_000_000)
    if let phase = json["metadata"]?["phase"] {
      #expect(phases.contains(phase.stringValue ?? ""))
      // The first system's client would drop the message.
      if phase == "resume" { #expect(json["metadata"]?["messageId"] == nil) }
    }
    if let code { #expect(json["errorCode"]?.stringValue == code, "\(json.text)") }
  }
}

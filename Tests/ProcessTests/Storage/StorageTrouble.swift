import HoldfastModel
import TestServers

/// What the tests of failing storage have in common.
enum StorageTrouble {
  /// What is wrong with the refusal of a start: it must be a 503 of the one error shape, to be tried again.
  static func findings(ofStart session: String, by client: ChatClient) throws -> Findings {
    var findings = Findings()
    let answer = try client.http.send(
      "POST", "/api/chat", body: ChatClient.startBody(session, "question", "Be short."))
    let head = try answer.readHead()
    findings.equal(head?.status, 503, "status")
    findings.check(head?["retry-after"].flatMap { Int($0) } ?? 0 > 0, "there is no Retry-After")
    guard head?.status == 503, let body = (try? JSONParser.parse(try answer.readAll()))?.objectValue else {
      findings.check(false, "the answer is no refusal in JSON")
      return findings
    }
    findings.equal(body["type"]?.stringValue, "SERVICE_UNAVAILABLE", "type")
    findings.equal(body["statusCode"]?.intValue, 503, "statusCode")
    findings.equal(body["retryable"]?.boolValue, true, "retryable")
    let codes = ["STORE_UNAVAILABLE", "STREAM_LOG_UNAVAILABLE"]
    findings.check(codes.contains(body["errorCode"]?.stringValue ?? ""), "errorCode: \(body)")
    findings.check(body["message"]?.stringValue?.isEmpty == false, "there is no message")
    return findings
  }

  /// Reads a stream on from a cursor to its end, and comes back as often as the reader is cut off.
  static func rest(
    of session: String, after cursor: String?, by client: ChatClient
  ) throws -> StreamReading {
    try Deadline.after(.seconds(15)).poll("\(session) to end", every: 100_000) {
      let reading = try client.resume(session, after: cursor)
      try reading.readToEnd()
      return reading.isDone ? reading : nil
    }
  }
}

import HoldfastModel
import TestServers
import Testing

extension RealProcesses {
  @Suite("The log holds no secret and nothing that was said") struct SecrecyTests {
    private static let key = "sk-canary-1f0b6c2d9a7e4853"
    private static let secret = "canary-secret-77c1e0b2a94d4f6e8b3a5d"
    private static let tokenSecret = "canary-token-secret-5be2910c7fd84a63"
    private static let question = "canaryQuestion"
    private static let reply = "canaryReply"
    private static let system = "canarySystemPrompt"

    /// One answer that works, one that is cut, and the ways in which a provider repeats what it was sent.
    private static var answers: [String] {
      let event = #"data: {"choices":[{"delta":{"content":"\#(reply)"}}]}"# + "\n\n"
      let head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n"
      let finish = #"data: {"choices":[{"delta":{},"finish_reason":"stop"}]}"# + "\n\ndata: [DONE]\n\n"
      let fault = #"{"error":{"message":"\#(question) {authorization} \#(reply)","type":"invalid"}}"#
      func refusal(_ status: String) -> String {
        "HTTP/1.1 \(status)\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n" + fault
      }
      return [
        head + event + finish, head + event, head + event + "data: {\"error\": \(fault)}\n\n",
        head + event + "data: \(reply) {authorization}\n\n", refusal("401 Unauthorized"),
        refusal("429 Too Many"),
        refusal("500 Internal Server Error"), "\(reply) {authorization}\r\n\r\n",
      ]
    }

    @Test("Keys, secrets, cookies and texts do not appear at level debug", .timeLimit(.minutes(1)))
    func keepSecrets() async throws {
      let upstream = try Upstream(answers: Self.answers)
      async let heads = onThread { try upstream.serve() }
      let (log, cookies) = try await onThread {
        let server = try ServerProcess(scenario: nil, settings: Self.settings(upstream))
        return try server.explained { try Self.talk(to: server) }
      }
      // The key did go to the provider: so there was something to keep.
      for head in try await heads { #expect(head.contains(Self.key)) }
      #expect(log.contains(" debug "), "nothing was logged at level debug:\n\(log)")
      let canaries = [
        Self.key, Self.secret, Self.tokenSecret, Self.question, Self.reply, Self.system, "eyJhbGci",
      ]
      for canary in canaries + cookies { #expect(!log.contains(canary), "\(canary) is in the log:\n\(log)") }
    }

    private static func settings(_ upstream: Upstream) -> [String: String] {
      [
        "HOLDFAST_PROVIDER": "openai", "HOLDFAST_PROVIDER_URL": upstream.url, "HOLDFAST_PROVIDER_KEY": key,
        "HOLDFAST_PROVIDER_MODEL": "m", "HOLDFAST_SECRET": secret, "HOLDFAST_JWT_SECRET": tokenSecret,
        "HOLDFAST_SYSTEM_PROMPT": system, "HOLDFAST_LOG_LEVEL": "debug",
      ]
    }

    /// Everything that a log could be tempted to tell, good and bad; returns the log and the cookies.
    private static func talk(to server: ServerProcess) throws -> (log: String, cookies: [String]) {
      try server.start()
      let client = try ChatClient(of: server)
      for index in answers.indices {
        let reading = try client.start("session-\(index)", "message", "\(question) \(index)")
        try reading.readToEnd()
        guard reading.isDone else { throw ProcessFailure("reply \(index) has no end") }
      }
      let malformed =
        #"{"id":"session-0","message":{"id":"message","role":"user","parts":[{"type":"text","text":"#
      let bodies = [
        malformed + #""\#(question)""#, malformed + #""other \#(question)"}]}}"#,
        #"{"id":"\#(question) \#(question)","message":"\#(question)"}"#,
      ]
      for body in bodies { _ = try client.http.fetch("POST", "/api/chat", body: body) }
      let token = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ4In0.AAAA"
      _ = try client.http.fetch("GET", "/api/sessions", fields: [("Authorization", "Bearer \(token)")])
      _ = try client.http.fetch("PUT", "/api/sessions/session-0/draft", body: #"{"text":"\#(question)"}"#)
      _ = try client.http.fetch("GET", "/api/chat/session-0/stream", fields: [("Last-Event-ID", question)])
      let stranger = try ChatClient(of: server)
      _ = try stranger.start("session-0", "message", question).head()
      server.terminate()
      _ = try server.waitForEnd()
      let cookies = [client, stranger].compactMap { $0.http.cookie?.split(separator: "=", maxSplits: 1).last }
      return (server.log, cookies.map(String.init))
    }
  }
}

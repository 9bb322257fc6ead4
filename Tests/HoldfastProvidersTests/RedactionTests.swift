import HoldfastModel
import HoldfastProviders
import Testing

@Suite(.timeLimit(.minutes(1))) struct RedactionTests {
  private static let request = ModelRequest(
    system: "You are a pirate of the seven seas.",
    messages: [.user("My PIN is 4711 and my dog is Rex"), .user("Zebra")])

  static let messages: [(said: String, shown: String)] = [
    ("The server is on fire", "The server is on fire"),
    ("Cannot answer: My PIN is 4711 and my dog is Rex!", "Cannot answer: …"),
    ("Bad system text: pirate of the seven seas", "Bad system text: …"),
    ("Unknown word 'Zebra' at 3", "Unknown word … at 3"),
    ("Unknown parameter 'colour' at 3", "Unknown parameter 'colour' at 3"),
    ("Key test-key-0123456789 is wrong", "Key … is wrong"),
    ("Key test-k*******6789 is wrong", "Key … is wrong"),
    ("Key sk-proj-abc is wrong", "Key … is wrong"),
    ("two\nlines\tand \u{1B}[31mred", "two lines and [31mred"),
  ]

  @Test(arguments: messages) func `an error repeats neither key nor conversation`(
    _ said: String, _ shown: String
  ) async throws {
    let body: JSONValue = ["error": ["message": .string(said), "type": "server_error"]]
    let failed = try await play(UpstreamAct.answer(500, body.text), request: Self.request)
    #expect(failed.failure?.detail == "HTTP 500: server_error: \(shown)")
    let inBand = try await play(UpstreamAct.stream([body.text]), request: Self.request)
    #expect(inBand.failure?.detail == "error within the stream: server_error: \(shown)")
  }

  @Test func `a long message is shortened`() async throws {
    let body: JSONValue = ["error": ["message": .string(String(repeating: "word ", count: 1000))]]
    let detail = try await play(UpstreamAct.answer(500, body.text)).failure?.detail ?? ""
    #expect(detail.hasSuffix("word …"))
    #expect(detail.count < 300)
  }

  @Test func `of a wrong key only the name of the error is told`() async throws {
    let body = #"{"error":{"message":"Incorrect API key: test…6789","code":"invalid_api_key"}}"#
    #expect(try await play(UpstreamAct.answer(401, body)).failure?.detail == "HTTP 401: invalid_api_key")
  }

  @Test func `a key is never printed`() {
    let key = ProviderKey("  secret-value\n")
    let configuration = OpenAICompatibleConfiguration(name: "n", baseURL: "b", key: key, model: "m")
    var dumped = ""
    dump(configuration, to: &dumped)
    for text in [
      "\(key)", String(reflecting: key), "\(configuration)", String(reflecting: configuration), dumped,
    ] {
      #expect(!text.contains("secret"))
      #expect(text.contains("<redacted>"))
    }
  }
}

import HoldfastModel
import HoldfastProviders
import Testing

/// How models are asked to go on with a reply that broke off, and what becomes of what they repeat.
@Suite(.timeLimit(.minutes(1))) struct ContinuationTests {
  private static let said = "The rain in Spain falls mainly"

  private static func request(_ text: String, _ mode: ContinuationMode) -> ModelRequest {
    ModelRequest(messages: [.user("Rain?")], continuing: ModelRequest.Continuation(text: text, mode: mode))
  }

  // MARK: Requests

  @Test(arguments: OpenAICompatibleConfiguration.Prefill.allCases)
  func `a prefilled chat ends with the assistant's message, and says so as the server wants it`(
    _ prefill: OpenAICompatibleConfiguration.Prefill
  ) async throws {
    let sent = try await chat(Self.request("Half \n", .prefill)) { $0.prefill = prefill }
    let last = sent["messages"]?.arrayValue?.last
    #expect(last?["role"] == "assistant")
    #expect(last?["content"] == "Half \n")
    #expect(last?["prefix"] == (prefill == .prefix ? true : nil))
    #expect(sent["messages"]?.arrayValue?.count == 2)
    let flagged = prefill == .continueFinalMessage
    #expect(sent["continue_final_message"] == (flagged ? true : nil))
    #expect(sent["add_generation_prompt"] == (flagged ? false : nil))
  }

  @Test func `a chat that the user continues ends with a request to go on`() async throws {
    let sent = try await chat(Self.request("Half ", .userContinue)) { $0.prefill = .continueFinalMessage }
    let messages = sent["messages"]?.arrayValue ?? []
    #expect(messages.map { $0["role"]?.stringValue } == ["user", "assistant", "user"])
    #expect(messages[1] == ["role": "assistant", "content": "Half "])
    #expect(messages[2]["content"]?.stringValue?.contains("exactly where it stops") == true)
    #expect(messages[2]["content"]?.stringValue?.contains("last words again, \"Half \"") == true)
    #expect(sent["continue_final_message"] == nil)
  }

  @Test(arguments: [
    ("Half a sen", "Half a sen"), ("One.\n\nTwo and thr", "Two and thr"),
    (
      "The lighthouse stood on the rocks beyond the harbour, and its lamp was the first that a ship saw",
      "the harbour, and its lamp was the first that a ship saw"
    ),
  ]) func `it is asked to begin with the last words again`(reply: String, words: String) async throws {
    let sent = try await chat(Self.request(reply, .userContinue)) { _ in }
    let prompt = sent["messages"]?.arrayValue?.last?["content"]?.stringValue
    #expect(prompt?.contains("\"\(words)\"") == true)
  }

  @Test func `a prefilled message ends with the assistant's text without white space at its end`()
    async throws
  {
    for (text, expected) in [
      ("Half", "Half"), ("Half \n", "Half"), (" a b\u{2003}\t", " a b"), ("é\r\n", "é"),
    ] {
      let sent = try await message(Self.request(text, .prefill))
      let block: JSONValue = ["type": "text", "text": .string(expected)]
      #expect(sent["messages"]?.arrayValue?.last == ["role": "assistant", "content": .array([block])])
    }
  }

  @Test func `a message that the user continues keeps the white space`() async throws {
    let messages = try await message(Self.request("Half \n", .userContinue))["messages"]?.arrayValue ?? []
    #expect(messages.map { $0["role"]?.stringValue } == ["user", "assistant", "user"])
    #expect(messages[1]["content"]?.arrayValue?.first?["text"] == "Half \n")
    #expect(
      messages[2]["content"]?.arrayValue?.first?["text"]?.stringValue?.contains("exactly where it stops")
        == true)
  }

  @Test(arguments: [ContinuationMode.prefill, .userContinue])
  func `a reply of white space alone is begun anew`(_ mode: ContinuationMode) async throws {
    #expect(try await chat(Self.request(" \n", mode))["messages"]?.arrayValue?.count == 1)
    #expect(try await message(Self.request(" \n", mode))["messages"]?.arrayValue?.count == 1)
    let flagged = try await chat(Self.request(" \n", mode)) { $0.prefill = .continueFinalMessage }
    #expect(flagged["continue_final_message"] == nil)
  }

  @Test func `a model that cannot be asked to go on is not asked`() async throws {
    let request = Self.request("Half", .none)
    #expect(try await play([.close], request: request).failure?.kind == .configuration)
    #expect(try await playMessage([.close], request: request).failure?.kind == .configuration)
  }

  @Test func `the mode is the configuration's`() async throws {
    try await withProvider([[.close]]) { provider, _ in #expect(provider.continuation == .userContinue) }
    try await withProvider([[.close]], configure: { $0.continuation = .none }) { provider, _ in
      #expect((provider as any ModelProvider).continuation == .none)
    }
    try await withAnthropic([[.close]]) { provider, _ in #expect(provider.continuation == .prefill) }
    try await withAnthropic([[.close]], configure: { $0.continuation = .userContinue }) { provider, _ in
      #expect((provider as any ModelProvider).continuation == .userContinue)
    }
  }

  @Test func `an error does not repeat the reply so far`() async throws {
    let body = #"{"error":{"message":"Bad prefix: falls mainly"}}"#
    let outcome = try await play(
      UpstreamAct.answer(400, body), request: Self.request(Self.said, .prefill))
    #expect(outcome.failure?.detail == "HTTP 400: Bad prefix: …")
  }

  // MARK: Replies

  /// What the reply so far ends in, what the model writes, and what is new of it.
  static let spaces: [(said: String, deltas: [String], new: String)] = [
    ("Half", ["\n", "More"], "\nMore"),
    ("Half ", ["More"], "More"),
    ("Half ", [" More"], "More"),
    ("Half ", [" ", "More"], "More"),
    ("Half ", ["  More"], " More"),
    ("Half\n\n", ["\n\nMore"], "More"),
    ("Half\n\n", ["\n", "\n", "\n", "More"], "\nMore"),
    ("Half\n\n", ["\nMore"], "More"),
    ("Half\n", ["\n\nMore"], "\nMore"),
    ("Half \n", ["\nMore"], "More"),
    ("Half \n", ["\n\nMore"], "\nMore"),
    ("Half ", ["\nMore"], "\nMore"),
    ("Half\r\n", ["\r", "\nMore"], "More"),
    ("Half\u{2003}", ["\u{2003}More"], "More"),
    ("Half ", ["", " ", ""], ""),
    ("Half\n\n", ["\n"], ""),
    ("Half\n\n", [" "], " "),
    ("Half ", ["a b", " c"], "a b c"),
    (" \n", ["\n# More"], "# More"),
  ]

  @Test(arguments: spaces) func `white space that was not sent is neither lost nor doubled`(
    _ said: String, _ deltas: [String], _ new: String
  ) async throws {
    let lines = [messageStart(), textStart(0)] + deltas.map { textDelta(0, escaped($0)) } + messageEnd
    for slice in [Int.max, 1] {
      let outcome = try await playMessage(
        UpstreamAct.stream(lines, slice: slice), request: Self.request(said, .prefill))
      #expect(text(of: outcome) == new)
      #expect(outcome.events.last == .finish(.stop))
      #expect(!outcome.events.contains(.textDelta("")))
    }
    // Where it was sent, nothing is taken away.
    let whole = try await playMessage(UpstreamAct.stream(lines), request: Self.request(said, .userContinue))
    #expect(text(of: whole) == deltas.joined())
  }

  /// What the model writes behind "The rain in Spain falls mainly", and what is new of it.
  static let repeats: [(deltas: [String], new: String)] = [
    ([" in the plain."], " in the plain."),
    ([said, " in the plain."], " in the plain."),
    ([said + " in the plain."], " in the plain."),
    (["The rain", " in Spain falls", " mainly in", " the plain."], " in the plain."),
    (["The rain", " in Spain is wet."], "The rain in Spain is wet."),
    (["The rain"], "The rain"),
    ([said], ""),
    ([said, said], said),
  ]

  @Test(arguments: repeats) func `a whole reply that a server sends again is dropped`(
    _ deltas: [String], _ new: String
  ) async throws {
    let lines = deltas.map { chunk(#"{"content":"\#($0)"}"#) } + [stop, done]
    let outcome = try await play(UpstreamAct.stream(lines), request: Self.request(Self.said, .prefill))
    #expect(text(of: outcome) == new)
    #expect(outcome.events.last == .finish(.stop))
    let asked = try await play(UpstreamAct.stream(lines), request: Self.request(Self.said, .userContinue))
    #expect(text(of: asked) == deltas.joined())
  }

  @Test func `a short reply may be written twice on purpose`() async throws {
    let lines = [chunk(#"{"content":"Ha ha"}"#), stop, done]
    let outcome = try await play(UpstreamAct.stream(lines), request: Self.request("Ha", .prefill))
    #expect(text(of: outcome) == "Ha ha")
  }

  @Test func `text that is held back comes before what follows it`() async throws {
    let lines = [
      chunk(#"{"content":"The rain"}"#), calls(call(index: 0, id: "a", name: "f", "{}")), toolStop, done,
    ]
    let outcome = try await play(UpstreamAct.stream(lines), request: Self.request(Self.said, .prefill))
    #expect(outcome.events.first == .textDelta("The rain"))
    #expect(outcome.events.count == 5)
  }

  @Test func `of a repetition that breaks off nothing is shown`() async throws {
    let lines = [chunk(#"{"content":"The rain in"}"#)]
    let outcome = try await play(UpstreamAct.stream(lines), request: Self.request(Self.said, .prefill))
    #expect(outcome.failure?.kind == .cut)
    #expect(outcome.events.isEmpty)
  }

  private func text(of outcome: Outcome) -> String { ReplySummary(outcome.events).text }

  private func escaped(_ text: String) -> String {
    String(JSONValue.string(text).text.dropFirst().dropLast())
  }

  private func chat(
    _ request: ModelRequest, configure: (inout OpenAICompatibleConfiguration) -> Void = { _ in }
  ) async throws -> JSONValue {
    try await withProvider([UpstreamAct.stream([stop, done])], configure: configure) { provider, upstream in
      try await provider.reply(to: request) { _ in }
      return try #require(upstream.requests.first).json
    }
  }

  private func message(_ request: ModelRequest) async throws -> JSONValue {
    try await withAnthropic([UpstreamAct.stream([messageStart()] + messageEnd)]) { provider, upstream in
      try await provider.reply(to: request) { _ in }
      return try #require(upstream.requests.first).json
    }
  }
}

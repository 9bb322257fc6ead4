import HoldfastEngine
import HoldfastModel
import HoldfastStores
import Testing

@Suite(.timeLimit(.minutes(1)))
struct `P6 a cut is never a success` {
  private static let failures: [StepProvider.Step] =
    ProviderError.Kind.allCases.map { .fail(ProviderError($0, detail: "scripted")) } + [.end]

  /// The code of a failure; an end without a finish is a cut.
  private static func code(_ index: Int) -> String {
    let codes: [ProviderError.Kind: String] = [
      .overload: "PROVIDER_OVERLOADED", .transport: "PROVIDER_UNREACHABLE", .server: "PROVIDER_ERROR",
      .malformed: "PROVIDER_MALFORMED", .configuration: "PROVIDER_MISCONFIGURED",
      .refused: "PROVIDER_REFUSED",
      .cut: "PROVIDER_CUT", .stall: "PROVIDER_STALLED", .limit: "REPLY_TOO_LONG",
    ]
    let kinds = ProviderError.Kind.allCases
    return kinds.indices.contains(index) ? codes[kinds[index]] ?? "none" : "PROVIDER_CUT"
  }

  @Test(arguments: failures.indices)
  func `after the first word it is aborted, and what came is kept as interrupted`(index: Int) async throws {
    let stores = Stores.inMemory()
    let provider = StepProvider { _ in [.text("half a "), .text("sen"), Self.failures[index]] }
    try await withEngine(on: stores, provider) { engine in
      let handle = try await engine.start(.says("Hi"))
      let transcript = try await handle.readAll()
      #expect(transcript.types.suffix(5) == ["text-end", "finish-step", "data-notice", "abort", "error"])
      #expect(transcript.error?["errorCode"]?.stringValue == Self.code(index))
      #expect(transcript.error?["metadata"]?["messageId"]?.stringValue == handle.reply.rawValue)
      let record = try await stores.settled(handle.stream)
      #expect(record.state == .aborted && record.outcome?.failure != nil && record.outcome?.reason == nil)
      let stored = try #require(try await stores.messages().last)
      #expect(stored.status == .interrupted && stored.message.text == "half a sen")
    }
  }

  @Test(arguments: failures.indices)
  func `before the first word it has failed, and nothing is kept`(index: Int) async throws {
    let stores = Stores.inMemory()
    // What a client never sees is no first word.
    let provider = StepProvider { _ in
      [
        .event(.model("m")), .event(.usage(Usage(inputTokens: 1))), .text(""),
        .event(.data(name: "progress", value: 1, id: nil, transient: true)), Self.failures[index],
      ]
    }
    try await withEngine(on: stores, provider) { engine in
      let handle = try await engine.start(.says("Hi"))
      let transcript = try await handle.readAll()
      #expect(transcript.types.last == "error" && !transcript.types.contains("abort"))
      #expect(transcript.error?["errorCode"]?.stringValue == Self.code(index))
      #expect(try await stores.settled(handle.stream).state == .failed)
      #expect(try await stores.messages().map(\.message.role) == [.user])
      #expect(try await stores.conversations.claim(of: handle.stream, in: .first)?.state == .settled)
    }
  }

  @Test(arguments: FinishReason.allCases)
  func `a finish that is followed by a failure is none`(reason: FinishReason) async throws {
    let stores = Stores.inMemory()
    let provider = StepProvider { _ in
      [.text("some"), .event(.finish(reason)), .fail(ProviderError(.cut, detail: "scripted"))]
    }
    try await withEngine(on: stores, provider) { engine in
      let handle = try await engine.start(.says("Hi"))
      #expect(try await handle.readAll().types.last == "error")
      #expect(try await stores.settled(handle.stream).state == .aborted)
    }
  }

  @Test func `a tool call that was cut keeps what can be read of it`() async throws {
    let stores = Stores.inMemory()
    let provider = StepProvider { _ in
      [
        .event(.toolCallStart(index: 0, id: "c1", name: "search")),
        .event(.toolCallDelta(index: 0, argumentsDelta: "{\"q\":\"wea")),
        .fail(ProviderError(.cut, detail: "x")),
      ]
    }
    try await withEngine(on: stores, provider) { engine in
      let handle = try await engine.start(.says("Hi"))
      _ = try await handle.readAll()
      _ = try await stores.settled(handle.stream)
      let stored = try #require(try await stores.messages().last)
      #expect(stored.status == .interrupted)
      let part = try #require(stored.message.parts.last?.json)
      #expect(part["state"] == "input-streaming" && part["input"]?["q"] == "wea")
    }
  }

  /// A client whose last step has only settled calls would send the message back at once.
  @Test(arguments: [true, false])
  func `a call that failed by its arguments is not the last thing of the last step`(hasText: Bool)
    async throws
  {
    let stores = Stores.inMemory()
    let provider = StepProvider { _ in
      [
        .event(.toolCallStart(index: 0, id: "c1", name: "search")),
        .event(.toolCallDelta(index: 0, argumentsDelta: "{\"q\":")), .event(.toolCallEnd(index: 0)),
      ] + (hasText ? [.text("So.")] : []) + StepProvider.Step.finish
    }
    try await withEngine(on: stores, provider) { engine in
      let handle = try await engine.start(.says("Hi"))
      let transcript = try await handle.readAll()
      #expect(transcript.types.contains("tool-input-error"))
      #expect(transcript.types.suffix(4) == ["finish-step", "start-step", "finish-step", "finish"])
      #expect(!MessageAssembler.after(transcript.chunks).endsInSettledTool)
      // Whoever reads the log assembles the same message.
      _ = try await stores.settled(handle.stream)
      let stored = try #require(try await stores.messages().last)
      #expect(stored.message.parts == MessageAssembler.after(transcript.chunks).messageParts)
    }
  }

  @Test func `a call that waits for the client is a finished reply`() async throws {
    let stores = Stores.inMemory()
    let provider = StepProvider { _ in
      [
        .event(.toolCallStart(index: 0, id: "c1", name: "search")),
        .event(.toolCallDelta(index: 0, argumentsDelta: "{}")), .event(.finish(.toolCalls)), .end,
      ]
    }
    try await withEngine(on: stores, provider) { engine in
      let handle = try await engine.start(.says("Hi", dialect: .v6))
      let transcript = try await handle.readAll()
      #expect(
        transcript.types
          == [
            "start", "start-step", "tool-input-start", "tool-input-delta", "tool-input-available",
            "finish-step", "finish",
          ])
      #expect(transcript.chunks.last == .finish(reason: .toolCalls))
      #expect(try await stores.settled(handle.stream).state == .finished)
    }
  }
}

import HoldfastEngine
import HoldfastModel
import HoldfastStores
import Testing

@Suite(.timeLimit(.minutes(1)))
struct `Artifacts` {
  private func agent(_ provider: StepProvider) -> Agent {
    Agent(targets: [Target(provider: provider)], makesDocuments: true)
  }

  /// The arguments of a document, in pieces.
  private static let pieces = [
    #"{"title":"Gre"#, #"eting","ki"#, #"nd":"code","content":"print("#, #"\"hi\u00e"#, #"9\")\n"#,
    #"more"}"#,
  ]

  private func call(_ pieces: [String], ends: Bool = true) -> [StepProvider.Step] {
    [.event(.toolCallStart(index: 0, id: "doc", name: DocumentTool.name))]
      + pieces.map { .event(.toolCallDelta(index: 0, argumentsDelta: $0)) }
      + (ends ? [.event(.toolCallEnd(index: 0)), .event(.finish(.toolCalls)), .end] : [])
  }

  private func writing(_ pieces: [String] = Self.pieces) -> StepProvider {
    StepProvider { request in
      request.messages.last?.role == .assistant
        ? [.text("There it is.")] + StepProvider.Step.finish : call(pieces)
    }
  }

  /// The transient parts of an artifact, as name and value.
  private func parts(_ transcript: Transcript) -> [String] {
    transcript.chunks.compactMap { chunk in
      guard case .data(let name, let value, let id, true) = chunk, id != nil else { return nil }
      return "\(name) \(value.stringValue ?? "")"
    }
  }

  @Test func `a document is shown as it is written, and saved with its reply`() async throws {
    let stores = Stores.inMemory()
    try await withEngine(on: stores, agent(writing())) { engine in
      let handle = try await engine.start(.says("Write a greeting"))
      let transcript = try await handle.readAll()
      let parts = parts(transcript)
      #expect(parts.prefix(1) == ["kind code"] && parts[2] == "title Greeting" && parts[3] == "clear ")
      #expect(parts.dropFirst(4).dropLast().allSatisfy { $0.hasPrefix("codeDelta ") })
      #expect(parts.dropFirst(4).dropLast().map { $0.dropFirst(10) }.joined() == "print(\"hié\")\nmore")
      #expect(parts.last == "finish " && transcript.text == "There it is.")
      _ = try await stores.settled(handle.stream)
      let saved = try #require(try await engine.artifacts(in: .first, of: .ada))
      #expect(saved.map(\.content.content) == ["print(\"hié\")\nmore"] && saved.first?.version == 1)
      let id = try #require(saved.first?.content.id)
      #expect(parts[1] == "id \(id)" && id.session == .first)
      #expect(try await engine.versions(of: id, for: .ada).count == 1)
      #expect(try await engine.versions(of: id, for: .bob) == [])
    }
  }

  @Test func `a document that names one of the session's is its next version`() async throws {
    let stores = Stores.inMemory()
    let first = writing()
    var id: ArtifactID?
    try await withEngine(on: stores, agent(first)) { engine in
      _ = try await stores.settled(try await engine.start(.says("Write")).stream)
      id = try await engine.artifacts(in: .first, of: .ada)?.first?.content.id
    }
    let name = try #require(id).rawValue
    let again = writing([#"{"title":"T","kind":"text","id":"\#(name)","content":"two"}"#])
    try await withEngine(on: stores, agent(again)) { engine in
      _ = try await stores.settled(try await engine.start(.says("Again", id: "u2")).stream)
      #expect(try await engine.versions(of: ArtifactID(rawValue: name), for: .ada).map(\.version) == [1, 2])
    }
    let foreign = ArtifactID(rawValue: "c2Vzc2lvbi0y.x-1").rawValue
    let stray = writing([#"{"title":"T","kind":"text","id":"\#(foreign)","content":"three"}"#])
    try await withEngine(on: stores, agent(stray)) { engine in
      _ = try await stores.settled(try await engine.start(.says("Once more", id: "u3")).stream)
      #expect(try await engine.artifacts(in: .first, of: .ada)?.count == 2)
    }
  }

  @Test func `a document that is cut is closed, and leaves no artifact`() async throws {
    let stores = Stores.inMemory()
    let provider = StepProvider { _ in
      call(Array(Self.pieces.prefix(3)), ends: false) + [.fail(ProviderError(.cut, detail: "scripted"))]
    }
    try await withEngine(on: stores, agent(provider)) { engine in
      let handle = try await engine.start(.says("Write"))
      #expect(parts(try await handle.readAll()).last == "abort ")
      _ = try await stores.settled(handle.stream)
      #expect(try await engine.artifacts(in: .first, of: .ada) == [])
    }
  }

  @Test func `a document that makes no progress is closed`() async throws {
    let stores = Stores.inMemory()
    let provider = StepProvider { _ in call(Array(Self.pieces.prefix(3)), ends: false) }
    let configuration = EngineConfiguration.quick { $0.artifactTimeout = .milliseconds(100) }
    try await withEngine(on: stores, agent(provider), configuration: configuration) { engine in
      let handle = try await engine.start(.says("Write"))
      var reader = try handle.reader
      let seen = try await reader.read { $0.types.last == "data-abort" }
      #expect(parts(seen).last == "abort ")
    }
  }
}

import HoldfastModel
import HoldfastTesting
import Testing

@Suite(.timeLimit(.minutes(10)))
struct `Readers of a reply that two models wrote` {
  private struct Seen {
    var whole: Answer
    var others: [String: Answer]
  }

  @Test(arguments: StoreKind.allCases, UpstreamFormat.allCases)
  func `see the same bytes, whenever they come`(kind: StoreKind, format: UpstreamFormat) async throws {
    let text = UpstreamText.words(60)
    try await withScriptedUpstream { request in
      var scenario = UpstreamScenario(text: text)
      scenario.cut = 150
      scenario.deltaLength = 10
      scenario.pace = .milliseconds(10)
      scenario.fault = request.model == "first" ? .quietEnd : nil
      return scenario
    } body: { upstream in
      let chain = Chain(upstream: upstream, format: format)
      let targets = [chain.target("first"), chain.target("second", rank: 1)]
      try await TestStores.with(kind) { stores in
        try await Chain.serve(targets, stores: stores) { server in
          let visitor = server.visitor()
          let seen = try await Self.read(as: visitor, upstream)
          #expect(try seen.whole.replyText == text)
          for (name, answer) in seen.others { #expect(answer.lines == seen.whole.lines, "\(name)") }
          try await server.untilQuiet()
          try await Self.checkCursors(visitor, seen.whole)
          try await Self.checkReplays(visitor, seen.whole, text)
        }
      }
    }
  }

  /// Reads the reply from its beginning, and as readers that join before, during and after the switch.
  private static func read(as visitor: Visitor, _ upstream: ScriptedUpstream) async throws -> Seen {
    var reply = try await visitor.begin()
    _ = try await reply.read(until: "text-start")
    async let before = visitor.resume()
    try await visitor.server.until { upstream.requests(to: "second").count == 1 }
    async let during = visitor.resume()
    let seam = try await reply.read(until: "data-seam")
    async let behind = visitor.resume()
    // One that saw the first model's last words, and goes on from there while the second speaks.
    let atSeam = try #require(seam.id)
    async let rest = visitor.resume("s1", ("last-event-id", atSeam))
    let whole = try await reply.readToEnd()
    let place = try #require(whole.frames.firstIndex { $0.id == atSeam })
    let tail = try await rest
    #expect(tail.frames == Array(whole.frames[(place + 1)...]))
    return Seen(
      whole: whole,
      others: ["before": try await before, "during": try await during, "behind": try await behind])
  }

  /// Cursors before, at and behind the seam, when the reply has ended.
  private static func checkCursors(_ visitor: Visitor, _ whole: Answer) async throws {
    let frames = whole.frames
    let seam = try #require(try whole.types.firstIndex(of: "data-seam"))
    for place in [0, seam - 1, seam, seam + 1, frames.count - 2] {
      let id = try #require(frames[place].id)
      let rest = try await visitor.resume("s1", ("last-event-id", id))
      #expect(rest.frames == Array(frames[(place + 1)...]), "behind \(place), the seam being \(seam)")
    }
  }

  /// The same message again, the index of the workflow transport, and the downloads.
  private static func checkReplays(_ visitor: Visitor, _ whole: Answer, _ text: String) async throws {
    let stream = try #require(whole["x-stream-id"])
    let again = try await visitor.ask()
    #expect(again["idempotent-replayed"] == "true")
    #expect(again.lines == whole.lines)
    let indexed = try await visitor.get("/api/chat/\(stream)/stream?startIndex=0")
    #expect(indexed.lines == whole.lines)
    let frames = try await visitor.get("/api/streams/\(stream)/raw?as=sse")
    #expect(frames.blocks == whole.frames)
    #expect(try await visitor.get("/api/streams/\(stream)/raw").text == text + "\n")
    let saved = try #require(try await visitor.messages().dropFirst().first)
    #expect(saved.messageText == text)
    #expect(saved["models"] == ["first", "second"])
  }
}

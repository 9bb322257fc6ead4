import HoldfastEngine
import HoldfastModel
import Testing

@Suite struct `A composer makes chunks of what a provider hands over` {
  private func compose(_ events: [ProviderEvent]) -> [Chunk] {
    var composer = ReplyComposer()
    var chunks: [Chunk] = []
    for event in events { chunks += composer.accept(event) }
    return chunks + composer.finish()
  }

  private static func text(_ id: String, _ deltas: String..., kind: Chunk.TextKind = .text) -> [Chunk] {
    [.textStart(kind, id: id)] + deltas.map { .textDelta(kind, id: id, delta: $0) } + [.textEnd(kind, id: id)]
  }

  private static let cases: [(events: [ProviderEvent], inStep: [Chunk])] = [
    ([.textDelta("a"), .textDelta("b")], text("text-1", "a", "b")),
    (
      [.reasoningDelta("r"), .textDelta("a"), .reasoningDelta("s")],
      text("reasoning-1", "r", kind: .reasoning) + text("text-2", "a")
        + text("reasoning-3", "s", kind: .reasoning)
    ),
    ([.textDelta(""), .textDelta("a"), .reasoningDelta(""), .textDelta("b")], text("text-1", "a", "b")),
    (
      [.textDelta("a"), .source(url: "u", title: nil), .textDelta("b"), .source(url: "v", title: "V")],
      [
        .textStart(.text, id: "text-1"), .textDelta(.text, id: "text-1", delta: "a"),
        .sourceURL(sourceID: "source-2", url: "u"), .textDelta(.text, id: "text-1", delta: "b"),
        .sourceURL(sourceID: "source-3", url: "v", title: "V"), .textEnd(.text, id: "text-1"),
      ]
    ),
    (
      [.textDelta("a"), .file(url: "data:,x", mediaType: "text/plain"), .textDelta("b")],
      text("text-1", "a") + [.file(url: "data:,x", mediaType: "text/plain")] + text("text-2", "b")
    ),
    (
      [
        .data(name: "d", value: 1, id: "x", transient: false), .textDelta("a"),
        .data(name: "d", value: 2, id: nil, transient: true),
      ],
      [
        .data(name: "d", value: 1, id: "x"), .textStart(.text, id: "text-1"),
        .textDelta(.text, id: "text-1", delta: "a"), .data(name: "d", value: 2, transient: true),
        .textEnd(.text, id: "text-1"),
      ]
    ),
  ]

  @Test(arguments: cases)
  func `in a step, each part begun and ended`(events: [ProviderEvent], inStep: [Chunk]) {
    #expect(compose(events) == [.startStep] + inStep + [.finishStep])
  }

  @Test func `of nothing it makes nothing`() {
    #expect(compose([]).isEmpty)
    #expect(compose([.model("m"), .usage(Usage(inputTokens: 1)), .finish(.stop), .textDelta("")]).isEmpty)
  }

  @Test func `what the provider says of itself is kept apart`() {
    var composer = ReplyComposer()
    #expect(composer.reason == nil)
    let events: [ProviderEvent] = [
      .model("m1"), .model("m2"), .usage(Usage(inputTokens: 1)), .finish(.length), .finish(.stop),
      .usage(Usage(inputTokens: 1, outputTokens: 2)),
    ]
    for event in events { #expect(composer.accept(event).isEmpty) }
    #expect(composer.reason == .length, "the first end counts")
  }

  /// Whatever a provider does, a client can read it: an assembler of the client's rules has no open end, and every
  /// delta finds its part.
  @Test(arguments: Effort.tries(200, long: 20_000))
  func `of any events it makes chunks in the order that clients require`(seed: Int) {
    var generator = SplitMix64(seed: UInt64(seed))
    let chunks = compose(RandomEvents.make(using: &generator))
    var (open, calls, inStep): (Set<String>, Set<String>, Bool) = ([], [], false)
    for chunk in chunks {
      switch chunk {
      case .startStep:
        #expect(!inStep)
        inStep = true
      case .finishStep:
        #expect(inStep && open.isEmpty)
        inStep = false
      case .textStart(let kind, let id, _): #expect(inStep && open.insert("\(kind)\(id)").inserted)
      case .textDelta(let kind, let id, _, _): #expect(open.contains("\(kind)\(id)"))
      case .textEnd(let kind, let id, _): #expect(open.remove("\(kind)\(id)") != nil)
      case .toolInputStart(let call): #expect(inStep && calls.insert(call.toolCallID).inserted)
      case .toolInputDelta(let id, _): #expect(calls.contains(id))
      case .toolInputAvailable(let call, _, _), .toolInputError(let call, _, _, _):
        #expect(calls.contains(call.toolCallID))
      default: #expect(inStep)
      }
    }
    #expect(!inStep && open.isEmpty)
    #expect(MessageAssembler.after(chunks).closingChunks.isEmpty)
  }
}

extension MessageAssembler {
  /// An assembler that has seen some chunks.
  static func after(_ chunks: [Chunk]) -> MessageAssembler {
    var assembler = MessageAssembler()
    for chunk in chunks { assembler.accept(chunk) }
    return assembler
  }
}

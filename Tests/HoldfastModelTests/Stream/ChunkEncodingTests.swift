import HoldfastModel
import Testing

@Suite struct `Chunks on the wire` {
  @Test(arguments: ChunkSample.all, Dialect.allCases)
  func `have exactly the fields of their dialect`(sample: ChunkSample, dialect: Dialect) {
    let bytes = sample.chunk.encoded(for: dialect)
    #expect(String(decoding: bytes, as: UTF8.self) == sample.json(for: dialect))
    #expect(!bytes.contains { $0 < 0x20 }, "one line")
  }

  @Test(arguments: ChunkSample.all, [Dialect.v6, .v7])
  func `come back from the newer dialects`(sample: ChunkSample, dialect: Dialect) throws {
    #expect(try Chunk(decoding: sample.chunk.encoded(for: dialect)) == sample.chunk)
  }

  @Test(arguments: ChunkSample.all)
  func `come back from the oldest dialect with the fields that it has`(sample: ChunkSample) throws {
    let decoded = try Chunk(decoding: sample.chunk.encoded(for: .v5))
    #expect(String(decoding: decoded.encoded(for: .v5), as: UTF8.self) == sample.v5)
  }

  @Test func `ask for an approval in the oldest dialect so that it is understood again`() throws {
    let asked = Chunk.toolApprovalRequest(approvalID: "a1", toolCallID: "c1")
    #expect(try Chunk(decoding: asked.encoded(for: .v5)) == asked)
    let other = Chunk.data(name: "approval", value: ["approvalId": "a1"], id: "a1")
    #expect(try Chunk(decoding: other.encoded(for: .v5)) == other, "a part that only has the name")
  }

  @Test func `are in the table, each case of them`() {
    #expect(Set(ChunkSample.all.map(\.chunk.caseNumber)) == Set(0..<22))
  }

  /// What strict clients before 5.0.217 break on.
  @Test(arguments: ChunkSample.all)
  func `have no newer field or type in the oldest dialect`(sample: ChunkSample) throws {
    let json = try JSONParser.parse(sample.chunk.encoded(for: .v5))
    let type = try #require(json["type"]?.stringValue)
    #expect(!["tool-approval-request", "tool-output-denied", "reset-step", "custom"].contains(type))
    let keys = try #require(json.objectValue).members.map(\.key)
    #expect(
      Set(keys).isDisjoint(with: ["finishReason", "reason", "toolMetadata", "signature", "isAutomatic"]))
    if type.hasPrefix("tool-") { #expect(!keys.contains("title")) }
    if type.hasPrefix("data-") { #expect(Set(keys).isSubset(of: ["type", "id", "data", "transient"])) }
  }

  @Test(arguments: FinishReason.allCases)
  func `say why a model finished, in the words of the AI SDK`(reason: FinishReason) {
    let words = ["stop", "length", "content-filter", "tool-calls", "error", "other"]
    // A refusal has no word of its own there.
    let word = reason == .refusal ? "content-filter" : reason.rawValue
    #expect(words.contains(word))
    let json = String(decoding: Chunk.finish(reason: reason).encoded(for: .v6), as: UTF8.self)
    #expect(json == "{\"type\":\"finish\",\"finishReason\":\"\(word)\"}")
  }

  @Test(
    arguments: [
      ("6", Dialect.v6), ("7", .v7), ("5", .v5), ("", .v5), ("8", .v5), ("6 ", .v5), ("v6", .v5), (nil, .v5),
    ] as [(String?, Dialect)])
  func `are of the oldest dialect unless a client says otherwise`(header: String?, dialect: Dialect) {
    #expect(Dialect(header: header) == dialect)
  }

  @Test func `carry content or not`() {
    let silent: Set<Int> = [0, 1, 2, 18, 19, 20, 21]
    for sample in ChunkSample.all {
      if case .data(_, _, _, let transient) = sample.chunk {
        #expect(sample.chunk.isContent == !transient)
      } else {
        #expect(sample.chunk.isContent == !silent.contains(sample.chunk.caseNumber), "\(sample.newer)")
      }
    }
  }
}

extension Chunk {
  /// A number for each case; a new case does not compile until it has one, and a place in the table.
  fileprivate var caseNumber: Int {
    switch self {
    case .start: 0
    case .startStep: 1
    case .finishStep: 2
    case .textStart: 3
    case .textDelta: 4
    case .textEnd: 5
    case .toolInputStart: 6
    case .toolInputDelta: 7
    case .toolInputAvailable: 8
    case .toolInputError: 9
    case .toolOutputAvailable: 10
    case .toolOutputError: 11
    case .toolApprovalRequest: 12
    case .toolOutputDenied: 13
    case .sourceURL: 14
    case .sourceDocument: 15
    case .file: 16
    case .data: 17
    case .messageMetadata: 18
    case .finish: 19
    case .abort: 20
    case .error: 21
    }
  }
}

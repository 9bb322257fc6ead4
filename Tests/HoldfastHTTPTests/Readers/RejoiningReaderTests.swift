import Holdfast
import HoldfastModel
import Synchronization
import Testing

@Suite(.timeLimit(.minutes(2)))
struct `Readers that come and go` {
  /// Splitmix64 (Steele, Lea and Flood, 2014): the same numbers for the same seed.
  private struct Numbers: RandomNumberGenerator, Sendable {
    var state: UInt64
    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var value = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
      value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
      return value ^ (value >> 31)
    }
  }

  /// How far each reader has come.
  private final class Progress: Sendable {
    private let positions: Mutex<[Int]>
    init(readers: Int) { positions = Mutex(Array(repeating: 0, count: readers)) }
    func note(_ position: Int, of reader: Int) { positions.withLock { $0[reader] = position } }
    var least: Int { positions.withLock { $0.min() ?? 0 } }
  }

  private static let acts: [TestProvider.Act] =
    (0..<20).flatMap { _ in [.texts(40, "word {n} "), .hold] as [TestProvider.Act] } + [.stop]

  @Test(arguments: Effort.tries(6 as UInt64, long: 200), StoreKind.allCases)
  func `P2 three of them leave and return, and all read the same`(seed: UInt64, kind: StoreKind) async throws
  {
    try await TestStores.with(kind) { stores in
      let provider = TestProvider(Self.acts)
      try await TestServer.with(
        provider, stores: stores,
        configure: { configuration in
          configuration.limits.hubWindowBytes = 8 << 10  // so that who comes late reads the log first
          configuration.limits.readBatchBytes = 4 << 10
        }
      ) { server in
        let visitor = server.visitor()
        async let steady = visitor.ask()
        try await server.until { try await visitor.get("/api/sessions/s1").status == 200 }
        let readers = (1...3).map { number in (number, Numbers(state: seed &* 1000 &+ UInt64(number))) }
        let results = try await withThrowingTaskGroup(of: [String].self) { group in
          let progress = Progress(readers: readers.count)
          for (number, numbers) in readers {
            group.addTask { try await Self.read(visitor, numbers) { progress.note($0, of: number - 1) } }
          }
          group.addTask {
            for round in 1...20 {
              try await provider.held()
              // All of them have most of what there is, and some leave in the middle of it.
              try await server.until { progress.least >= 40 * round }
              provider.resume()
            }
            return []
          }
          var results: [[String]] = []
          for try await lines in group where !lines.isEmpty { results.append(lines) }
          return results
        }
        let whole = try await steady
        #expect(whole.frames.map(\.position) == Array(0..<whole.frames.count))
        #expect(whole.frames.count > 800)
        #expect(results.count == 3)
        for lines in results { #expect(lines == whole.lines) }
        #expect(provider.callCount == 1)
      }
    }
  }

  /// Reads to the end, leaving at random places and coming back with the cursor.
  private static func read(
    _ visitor: Visitor, _ seed: Numbers, onPosition: (Int) -> Void
  ) async throws -> [String] {
    var numbers = seed
    var (lines, cursor): ([String], String?) = ([], nil)
    while true {
      let fields = cursor.map { [("last-event-id", $0)] } ?? []
      var reply = try await visitor.open("GET", "/api/chat/s1/stream", .none, fields)
      if reply.head.status == 204 {  // over before it was joined
        reply = try await visitor.open("POST", "/api/chat", Visitor.body("Hello"), fields)
      }
      var left = Int.random(in: 1...120, using: &numbers)
      while left > 0, let block = try await reply.next() {
        lines += block.sharedLines
        cursor = block.id ?? cursor
        if let position = block.position { onPosition(position) }
        left -= 1
      }
      // Who has read `[DONE]` has nothing to come back for, also when the connection was left just then.
      if reply.isAtEnd || lines.last == "data: [DONE]" { return lines }
    }
  }
}

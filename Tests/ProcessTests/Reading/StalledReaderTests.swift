import HoldfastModel
import TestServers
import Testing

extension RealProcesses {
  @Suite("A reader that does not read costs nobody anything") struct StalledReaderTests {
    private static let pieceBytes = 1 << 10
    private static let pieces = 20 << 10
    private static let stalledReaders = 8
    /// How much one stalled reader may cost: what a batch and the connection's buffers hold.
    private static let bound = 2 << 20
    private static let samples = 3

    // Method: the resident memory (VmRSS) of a fresh server is read when one reader has read 20 MiB of a reply that
    // still runs, with and without eight others that were attached at its start, read the head and nothing more, and
    // are still attached. The difference between the most with them and the least without, of three samples each,
    // divided by eight, is what one costs.
    //
    // The allocator is told to give back what is freed. Left to itself, glibc keeps enough of it that one stalled reader
    // costs some 2.5 MiB instead of 1, with differences of 2 MiB between equal runs.
    private static let settings = [
      "HOLDFAST_DURABILITY": "process",
      // No stalled reader is cut off while it is measured.
      "HOLDFAST_HTTP_WRITE_DEADLINE_MS": "600000",
      "MALLOC_ARENA_MAX": "2", "MALLOC_TRIM_THRESHOLD_": "131072", "MALLOC_MMAP_THRESHOLD_": "131072",
    ]

    @Test("20 MiB pass by stalled readers, which hold at most 2 MiB each", .timeLimit(.minutes(5)))
    func passByStalledReaders() async throws {
      var (without, with): ([Int], [Int]) = ([], [])
      for _ in 0..<Self.samples {
        without.append(try await onThread { try Self.residentBytes(stalledReaders: 0) })
        with.append(try await onThread { try Self.residentBytes(stalledReaders: Self.stalledReaders) })
      }
      let cost = try (#require(with.max()) - #require(without.min())) / Self.stalledReaders
      #expect(cost <= Self.bound, "without: \(without), with: \(with) bytes")
    }

    /// The resident memory of a fresh server after 20 MiB of a reply.
    private static func residentBytes(stalledReaders: Int) throws -> Int {
      let piece = String(repeating: "x", count: pieceBytes - 1) + " "
      let script = Script().answering(
        nil, [Script.text(piece, repeat: pieces), Script.delay("600"), Script.finish])
      let server = try ServerProcess(scenario: script, settings: settings)
      return try server.explained {
        try server.start()
        let client = try ChatClient(of: server)
        let reader = try client.start("session", "question", "Write a book.")
        try reader.read { $0.frames.count >= 1 }
        let stalled = try (0..<stalledReaders).map { _ in
          try client.resume("session", after: nil, receiveBuffer: 4_096)
        }
        for reading in stalled where try reading.head()?.status != 200 {
          throw ProcessFailure("a stalled reader was not attached")
        }
        // `start`, `start-step` and `text-start` come before the text.
        let isWhole = try reader.read(deadline: .after(.seconds(120))) { $0.frames.count == pieces + 3 }
        guard isWhole else { throw ProcessFailure("the reader did not get the whole reply") }
        let bytes = try server.residentBytes()
        return withExtendedLifetime(stalled) { bytes }
      }
    }
  }
}

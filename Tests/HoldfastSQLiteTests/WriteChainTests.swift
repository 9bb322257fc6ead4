import HoldfastModel
import HoldfastSQLite
import HoldfastStores
import Testing

@Suite("Chain of writes", .timeLimit(.minutes(1)))
struct WriteChainTests {
  /// Two streams whose writes lie among each other: one of frames of one kind of length, one of another.
  private func fill(_ log: SQLiteStreamLog, writes: Int) async throws {
    for name in ["a", "b"] { try await log.make(name) }
    var first = 0
    for number in 0..<writes {
      let texts = (0..<(number % 3 + 1)).map { "text \(first + $0)" }
      _ = try await log.write(.sample("a", first: first, texts))
      _ = try await log.write(.sample("b", first: number, ["other \(number)"]))
      first += texts.count
    }
  }

  @Test("Any piece of a long stream is read", arguments: [1, 63, 64, 65, 128, 300])
  func pieces(writes: Int) async throws {
    try await withStreamLog { log, _ in
      try await fill(log, writes: writes)
      let length = try #require(try await log.record(of: StreamID(rawValue: "a"))?.length)
      let expected = (0..<length).map { "text \($0)" }
      #expect(try await log.texts("a") == expected)
      for position in 0...length where position % 7 < 2 || position > length - 3 {
        for bytes in [0, 20, 900, 100_000] {
          let frames = try await log.read(
            StreamID(rawValue: "a"), from: position, maximumBytes: bytes)
          let end = position + frames.count
          #expect(frames == (position..<end).map { Frame.sample($0, expected[$0]) })
          let read = expected[position..<end].reduce(0) { $0 + $1.utf8.count }
          #expect(read <= bytes || frames.count == 1)
          // The next frame would not have fitted.
          if end < length { #expect(read + expected[end].utf8.count > bytes) }
          #expect(position == length || !frames.isEmpty)
        }
      }
    }
  }

  @Test(
    "Damage is told, and never returned as frames",
    arguments: [
      "DELETE FROM writes WHERE id = 11", "DELETE FROM writes WHERE id = 199",
      "UPDATE writes SET previous = 4 WHERE id = 11", "UPDATE writes SET previous = NULL WHERE id = 11",
      "UPDATE writes SET previous = 9999 WHERE id = 11", "UPDATE writes SET first = 90 WHERE id = 11",
      "UPDATE writes SET frames = substr(frames, 1, 30) WHERE id = 11",
      "UPDATE writes SET frames = x'' WHERE id = 11", "UPDATE writes SET stride = 6 WHERE id = 199",
      "UPDATE tails SET last_write = last_write - 2 WHERE number = 1",
      "UPDATE tails SET last_write = NULL WHERE number = 1", "UPDATE tails SET length = 400 WHERE number = 1",
    ])
  func damage(statement: String) async throws {
    try await withStreamLog { log, _ in
      try await fill(log, writes: 100)
      _ = try await log.file.answers(to: statement)
      let code = await storeErrorCode { _ = try await log.texts("a") }
      #expect(code == .damaged)
      #expect(try await log.texts("b").count == 100)
    }
  }

  @Test("A damaged column is told")
  func damagedColumn() async throws {
    try await withStreamLog { log, _ in
      try await log.make("a")
      _ = try await log.file.answers(to: "UPDATE streams SET persistence = 'no such word'")
      let error = await #expect(throws: StoreError.self) {
        try await log.record(of: StreamID(rawValue: "a"))
      }
      #expect(error?.code == .damaged)
      #expect(error?.message == "the column persistence holds an unknown word")
      #expect(error?.description == "StoreError.damaged")
    }
  }
}

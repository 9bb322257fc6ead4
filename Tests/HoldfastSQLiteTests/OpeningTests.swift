import Foundation
import HoldfastModel
import HoldfastSQLite
import HoldfastStores
import Testing

@Suite("Opening", .timeLimit(.minutes(1)))
struct OpeningTests {
  /// Both files, and how to open and to use each.
  static let files = [Schema.conversations.file, Schema.streams.file]

  /// The newest version of a file.
  private static func version(of file: String) -> Int { file == Schema.streams.file ? 2 : 3 }

  private func open(_ file: String, in path: String) throws -> any AnyObject & Sendable {
    if file == Schema.streams.file { return try openStreamLog(path) }
    return try openConversationStore(path)
  }

  @Test("A new file has the newest version and our mark", arguments: files)
  func new(file: String) async throws {
    try await withTemporaryPath { path in
      _ = try open(file, in: path)
      let header = try DatabaseHeader(path + "/" + file)
      #expect(header.userVersion == Self.version(of: file))
      #expect(header.applicationID == (file == Schema.streams.file ? 0x484C_4453 : 0x484C_4443))
      _ = try open(file, in: path)
      #expect(try DatabaseHeader(path + "/" + file).userVersion == Self.version(of: file))
    }
  }

  @Test("A file of a newer program is refused, and stays as it is", arguments: files)
  func newer(file: String) async throws {
    try await withTemporaryPath { path in
      _ = try open(file, in: path)
      let known = Self.version(of: file)
      try DatabaseHeader.setUserVersion(UInt8(known + 1), of: path + "/" + file)
      let bytes = try Data(contentsOf: URL(fileURLWithPath: path + "/" + file))
      let error = #expect(throws: SchemaError.self) { _ = try open(file, in: path) }
      #expect(error?.reason == .newer(found: Int64(known + 1), known: Int64(known)))
      let words = "\(file) has schema version \(known + 1), and this program knows"
      #expect(error?.description.hasPrefix(words) == true)
      #expect(try Data(contentsOf: URL(fileURLWithPath: path + "/" + file)) == bytes)
    }
  }

  @Test("A file of an older program is brought up, and keeps what it holds")
  func older() async throws {
    try await withTemporaryPath { path in
      let file = path + "/" + Schema.conversations.file
      let stream = StreamID(rawValue: "stream")
      do {
        let store = try openConversationStore(path)
        _ = try await store.claim(.sample(stream: stream.rawValue))
      }
      try await DatabaseHeader.waitUntilClosed(file)
      do { _ = try OtherProcess(OtherProcess.downgrader, file) }
      #expect(try DatabaseHeader(file).userVersion == 1)
      do {
        let store = try openConversationStore(path)
        let claims = try await store.unsettledClaims(in: SessionID(rawValue: "session"))
        #expect(claims.map(\.stream) == [stream])
        #expect(claims.map(\.reservation) == [nil])
        let wish = QuotaRequest.sample("new")
        guard case .granted(let reservation, _) = try await store.reserve(wish) else {
          Issue.record("nothing was set aside")
          return
        }
        #expect(try await store.reservation(wish.id, of: wish.principal) == reservation)
        let tombstone = try await store.deleteSession(
          SessionID(rawValue: "session"), of: .user("ann"), now: wish.now)
        #expect(tombstone?.streams == [.init(stream: stream, reservation: nil)])
      }
      try await DatabaseHeader.waitUntilClosed(file)
      #expect(try DatabaseHeader(file).userVersion == 3)
    }
  }

  @Test("A stream log of an older program is brought up, and its streams go on")
  func olderLog() async throws {
    try await withTemporaryPath { path in
      let file = path + "/" + Schema.streams.file
      let stream = StreamID(rawValue: "a")
      let effect = EffectEntry.sample(0)
      do {
        let log = try openStreamLog(path)
        try await log.make("a")
        _ = try await log.write(.sample("a", first: 0, ["before"]))
      }
      try await DatabaseHeader.waitUntilClosed(file)
      do { _ = try OtherProcess(OtherProcess.logDowngrader, file) }
      #expect(try DatabaseHeader(file).userVersion == 1)
      do {
        let log = try openStreamLog(path)
        #expect(try await log.record(of: stream)?.header == .sample("a"))
        #expect(try await log.effects(of: stream) == [])
        var write = StreamAppend.sample("a", first: 1, ["after"])
        write.effects = [effect]
        _ = try await log.write(write)
      }
      try await DatabaseHeader.waitUntilClosed(file)
      #expect(try DatabaseHeader(file).userVersion == 2)
      let log = try openStreamLog(path)
      #expect(try await log.texts("a") == ["before", "after"])
      #expect(try await log.effects(of: stream) == [effect])
    }
  }

  @Test("A file that stands in for another one is refused")
  func foreign() async throws {
    try await withTemporaryPath { path in
      _ = try openStreamLog(path)
      try FileManager.default.copyItem(
        atPath: path + "/" + Schema.streams.file, toPath: path + "/" + Schema.conversations.file)
      let error = #expect(throws: SchemaError.self) { _ = try openConversationStore(path) }
      #expect(error?.reason == .foreign)
    }
  }

  @Test("A file that is no database is damaged", arguments: files)
  func garbage(file: String) async throws {
    try await withTemporaryPath { path in
      _ = try DataDirectory(path: path)
      try Data(repeating: 0x5A, count: 20_000).write(to: URL(fileURLWithPath: path + "/" + file))
      let code = await storeErrorCode { _ = try open(file, in: path) }
      #expect(code == .damaged)
    }
  }

  @Test("A file that was cut is damaged", arguments: files)
  func truncated(file: String) async throws {
    try await withTemporaryPath { path in
      _ = try open(file, in: path)
      let handle = try FileHandle(forUpdating: URL(fileURLWithPath: path + "/" + file))
      try handle.truncate(atOffset: 8192)
      try handle.close()
      let code = await storeErrorCode { _ = try open(file, in: path) }
      #expect(code == .damaged)
    }
  }

  @Test("Pages that were overwritten are told as damage, and other streams go on")
  func overwritten() async throws {
    try await withTemporaryPath { path in
      try await { () async throws in
        let log = try openStreamLog(path)
        try await log.make("a")
        for position in 0..<400 {
          _ = try await log.write(.sample("a", first: position, [String(repeating: "x", count: 200)]))
        }
      }()
      let file = path + "/" + Schema.streams.file
      try await DatabaseHeader.waitUntilClosed(file)
      try DatabaseHeader.overwritePages(of: file, holding: Data(repeating: UInt8(ascii: "x"), count: 150))
      let log = try openStreamLog(path)
      let code = await storeErrorCode { _ = try await log.texts("a") }
      #expect(code == .damaged)
      #expect(try await log.record(of: StreamID(rawValue: "a"))?.length == 400)
    }
  }
}

import HoldfastEngine
import HoldfastModel
import HoldfastStores
import Testing

@Suite(.timeLimit(.minutes(1)))
struct `A cursor is valid or refused, and never guessed` {
  /// A finished reply in each of two sessions, and one that runs in a third.
  private struct Scene {
    var mine: Transcript
    var other: Transcript
    var running: Transcript
    var runningSession: SessionID
  }

  private func withScene(_ kind: StoreKind, _ body: (Engine, Scene, Stores) async throws -> Void) async throws
  {
    try await kind.withStores { stores in
      let provider = StepProvider()
      try await withEngine(on: stores, provider) { engine in
        var transcripts: [Transcript] = []
        for (index, session) in [SessionID.first, .second].enumerated() {
          let handle = try await engine.start(.says("Hi", in: session))
          let call = try await provider.call(index)
          call.say("Hello")
          call.finish()
          transcripts.append(try await handle.readAll())
          _ = try await stores.settled(handle.stream)
        }
        let session = SessionID(rawValue: "session-3")
        let handle = try await engine.start(.says("Hi", in: session))
        try await provider.call(2).say("some")
        let running = try await handle.read(upTo: "some")
        try await body(
          engine,
          Scene(mine: transcripts[0], other: transcripts[1], running: running, runningSession: session),
          stores)
      }
    }
  }

  private func expectInvalid(
    _ cursor: Cursor, in session: SessionID = .first, _ engine: Engine, _ what: Comment
  ) async throws {
    let error = await #expect(throws: ChatError.self, what) {
      try await engine.resume(session, of: .ada, after: cursor, replacesMessages: true)
    }
    #expect(error?.status == 409 && error?.code == .cursorInvalid && error?.metadata.phase == .resume, what)
  }

  @Test(arguments: StoreKind.allCases)
  func `on resume`(kind: StoreKind) async throws {
    try await withScene(kind) { engine, scene, _ in
      let cursor = scene.mine.frames[2].cursor
      func changed(_ change: (inout Cursor) -> Void) -> Cursor {
        var copy = cursor
        change(&copy)
        return copy
      }
      let otherSeal = scene.mine.frames[3].cursor.seal
      try await expectInvalid(changed { $0.seal = .origin }, engine, "no seal at all")
      try await expectInvalid(changed { $0.seal = otherSeal }, engine, "the seal of another frame")
      try await expectInvalid(changed { $0.position = 1 }, engine, "another position")
      try await expectInvalid(
        changed { $0.position = scene.mine.frames.count }, engine, "just beyond the end")
      try await expectInvalid(changed { $0.position = .max }, engine, "far beyond the end")
      try await expectInvalid(scene.other.frames[2].cursor, engine, "another session's stream")
      try await expectInvalid(changed { $0.stream = StreamID(rawValue: "nothere") }, engine, "no stream")
      try await expectInvalid(cursor, in: .second, engine, "in another session")
      var future = try #require(scene.running.frames.last).cursor
      future.position += 1
      try await expectInvalid(future, in: scene.runningSession, engine, "a frame that is not written yet")
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `on a repeat of the start`(kind: StoreKind) async throws {
    try await withScene(kind) { engine, scene, _ in
      var cursor = scene.mine.frames[2].cursor
      #expect(
        try await engine.start(.says("Hi", cursor: cursor)).readAll().frames == Array(scene.mine.frames[3...])
      )
      let last = try #require(scene.mine.frames.last).cursor
      let nothing = try await engine.start(.says("Hi", cursor: last)).readAll()
      #expect(nothing.frames.isEmpty && nothing.end == .ended)
      cursor.seal = .origin
      let forged = StartRequest.says("Hi", cursor: cursor)
      let error = await #expect(throws: ChatError.self) { try await engine.start(forged) }
      #expect(error?.code == .cursorInvalid)
      // A cursor of another stream says nothing about this one: it is read from its beginning.
      let foreign = StartRequest.says("Hi", cursor: scene.other.frames[2].cursor)
      #expect(try await engine.start(foreign).readAll().frames == scene.mine.frames)
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `of a stream that was removed it is gone, with the message's address`(kind: StoreKind) async throws {
    try await withScene(kind) { engine, scene, stores in
      let cursor = scene.mine.frames[2].cursor
      let removed = try await stores.log.trim(endedBefore: stores.time.now + .seconds(1), limit: 10)
      #expect(removed.contains(cursor.stream))
      let error = await #expect(throws: ChatError.self) {
        try await engine.resume(.first, of: .ada, after: cursor, replacesMessages: false)
      }
      #expect(error?.status == 410 && error?.code == .streamGone)
      #expect(
        error?.metadata.address == "/api/sessions/session-1/messages" && error?.metadata.messageID == nil)
      let again = await #expect(throws: ChatError.self) { try await engine.start(.says("Hi")) }
      #expect(again?.status == 410)
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `of somebody else's session it tells nothing`(kind: StoreKind) async throws {
    try await withScene(kind) { engine, scene, _ in
      let cursor = scene.mine.frames[2].cursor
      let foreign = try await engine.resume(.first, of: .bob, after: cursor, replacesMessages: true)
      let missing = try await engine.resume(
        SessionID(rawValue: "none"), of: .bob, after: cursor, replacesMessages: true)
      #expect(foreign?.stream == nil && missing?.stream == nil)
    }
  }
}

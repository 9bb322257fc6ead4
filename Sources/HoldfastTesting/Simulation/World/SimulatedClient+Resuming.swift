import HoldfastEngine
import HoldfastModel
import Synchronization

/// Picking replies up again, where they broke and where they did not.
extension SimulatedClient {
  func resumeAfterCursor() async {
    let cursors = state.withLock(\.cursors)
    guard !cursors.isEmpty else { return }
    let place = random.one(of: cursors)
    await resume(place.session, after: place.cursor)
  }

  func resumeWithBadCursor() async {
    let cursors = state.withLock(\.cursors)
    guard !cursors.isEmpty, let session = anySession else { return }
    var (_, cursor) = random.one(of: cursors)
    switch random.below(3) {
    case 0: cursor.position += 1000
    case 1: cursor.seal = .origin
    default: cursor.stream = StreamID(rawValue: "unknown")
    }
    await resume(session, after: cursor)
  }

  func resume(_ session: SessionID, after cursor: Cursor?) async {
    let replaces = random.happens(0.5)
    let limit = random.happens(0.7) ? nil : random.within(1...20)
    let place = ReadingPlace()
    var ending = ReadEnding.failed
    let (watch, principal) = (ResumeWatch(), principal)
    do {
      let read = try await anyNode.connect { engine, life -> ReadEnding? in
        let handle = try await ResumeWatch.$current.withValue(watch) {
          try await engine.resume(session, of: principal, after: cursor, replacesMessages: replaces)
        }
        try life.check()
        guard let handle, case .stream(let reader) = handle.content else { return nil }
        if watch.hasMissed(handle.stream) { self.world.reach(.resume(.claimedThenRegistered)) }
        let start = cursor.map { $0.position + 1 } ?? 0
        self.world.note(
          .resumed(client: self.name, session: session, .stream(handle.stream, from: start)))
        self.world.note(.readFrom(client: self.name, stream: handle.stream, position: start))
        return try await self.read(reader, of: handle.stream, from: life, limit: limit, place: place)
      }
      guard let read else {
        return world.note(.resumed(client: name, session: session, .nothing))
      }
      ending = read
    } catch let error as ChatError {
      if place.stream == nil {
        let answer = ResumeAnswer.refused(code: error.code.description, status: error.status)
        world.note(.resumed(client: name, session: session, answer))
      }
    } catch {
      if place.stream == nil { world.note(.resumed(client: name, session: session, .cut)) }
      ending = .cut
    }
    await goOn(place, in: session, ending)
  }
}

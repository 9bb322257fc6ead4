import HoldfastEngine
import HoldfastModel
import HoldfastStores
import Synchronization

/// A user with several tabs who does everything that a user may do, at random, and writes down what came of it.
final class SimulatedClient: Sendable {
  /// A message that was sent.
  struct Sent: Sendable {
    var session: SessionID
    var message: MessageID
    var text: String
    var ask = Post.Ask.submit
    var onActive = Post.OnActive.supersede
    var key: String?
    var agent = Agent.defaultName
    /// What a continuation answers.
    var answers = [ToolAnswer(toolCallID: "call", content: .output("answer"))]
  }

  struct State {
    var sessions: [SessionID] = []
    var sent: [Sent] = []
    var cursors: [(session: SessionID, cursor: Cursor)] = []
    var streams: [StreamID] = []
    var replies: [(session: SessionID, reply: MessageID)] = []
  }

  let name: String
  let world: SimulationWorld
  let nodes: [SimulatedNode]
  let random: SimulationRandom
  let principal: Principal
  private let board: SimulatedBoard
  private let agents: [String]
  /// How often it deletes a session, in place of something else.
  private let deletes: Double
  let state = Mutex(State())

  init(
    number: Int, world: SimulationWorld, nodes: [SimulatedNode], board: SimulatedBoard, agents: [String],
    deletes: Double
  ) {
    name = "client-\(number)"
    self.world = world
    self.nodes = nodes
    self.board = board
    self.agents = agents
    self.deletes = deletes
    random = world.random(name)
    principal = .user(name)
  }

  // MARK: Life

  /// No process that died before the world healed takes longer to be up again.
  private static let restartTime = Duration.seconds(5)

  /// Does one thing after the other, until the world has healed, and sends one more message when all is up again.
  func run() async {
    while !world.healing.hasHappened {
      await act()
      await world.pass(random.milliseconds(0...1500))
    }
    // However much went wrong, something is then done in each world.
    await world.pass(Self.restartTime)
    await sendNew()
  }

  private func act() async {
    let sent = state.withLock(\.sent)
    if deletes > 0, random.happens(deletes), let session = anySession { return await delete(session) }
    switch random.below(100) {
    case 0..<38: await sendNew()
    case 38..<50 where !sent.isEmpty: await post(random.one(of: sent))
    case 50..<55 where !sent.isEmpty:
      var other = random.one(of: sent)
      other.text += " (other content)"
      await post(other)
    case 85..<91: await rewrite()
    case 55..<58: await postElsewhere()
    case 58..<72: await resumeAfterCursor()
    case 72..<82: if let session = anySession { await resume(session, after: nil) }
    case 82..<83: await resumeWithBadCursor()
    case 91..<96: await stop()
    case 96..<98: if let session = anySession { await list(session) }
    case 83..<85, 98..<99: await approve()
    default: if random.happens(0.3), let session = anySession { await delete(session) }
    }
  }

  var anySession: SessionID? {
    let sessions = state.withLock(\.sessions)
    return sessions.isEmpty ? nil : random.one(of: sessions)
  }

  var anyNode: SimulatedNode { random.one(of: nodes) }

  // MARK: Sending

  private func sendNew() async {
    let session: SessionID
    if let known = anySession, random.happens(0.7) {
      session = known
    } else {
      let kind = random.happens(0.4) ? "-rewritten" : ""
      session = SessionID(rawValue: "\(name)-s\(world.nextNumber())\(kind)")
      state.withLock { $0.sessions.append(session) }
      board.add(session)
    }
    let number = world.nextNumber()
    var message = Sent(
      session: session, message: MessageID(rawValue: "u\(number)"), text: "question \(number)")
    if random.happens(0.2) { message.onActive = random.one(of: [.reject, .attach]) }
    if random.happens(0.2) { message.key = "key-\(number)" }
    message.agent = random.one(of: agents)
    let sent = message
    state.withLock { $0.sent.append(sent) }
    let copies = random.happens(0.3) ? random.within(2...3) : 1
    await withDiscardingTaskGroup { group in
      for copy in 0..<copies {
        group.addTask {
          if copy > 0 { await self.world.pass(self.random.milliseconds(0...50)) }
          await self.post(sent)
        }
      }
      // Another tab is opened meanwhile, and finds a claim that may have no stream yet.
      if random.happens(0.2) {
        group.addTask {
          await self.world.pass(.microseconds(self.random.within(0...3000)))
          await self.resume(session, after: nil)
        }
      }
    }
  }

  /// Sends a message, reads some or all of the reply, and picks it up again when the connection breaks.
  func post(_ sent: Sent) async {
    let id = world.nextNumber()
    world.note(
      .posted(
        Post(
          id: id, client: name, session: sent.session, message: sent.message, text: sent.text, ask: sent.ask,
          onActive: sent.onActive, key: sent.key)))
    let limit = random.happens(0.5) ? nil : random.within(1...20)
    let request = SimulatedRequests.request(for: sent, of: principal)
    let place = ReadingPlace()
    var ending = ReadEnding.failed
    do {
      ending = try await anyNode.connect { engine, life in
        let handle = try await engine.start(request)
        try life.check()
        return try await self.take(handle, id: id, of: life, limit: limit, place: place)
      }
    } catch let error as ChatError {
      if place.stream == nil {
        world.note(.postAnswered(id, .refused(code: error.code.description, status: error.status)))
      }
    } catch {
      if place.stream == nil { world.note(.postAnswered(id, .cut)) }
      ending = .cut
    }
    await goOn(place, in: sent.session, ending)
  }

  private func take(
    _ handle: ReplyHandle, id: Int, of life: NodeLife, limit: Int?, place: ReadingPlace
  ) async throws -> ReadEnding {
    switch handle.content {
    case .stoppedBeforeStart:
      world.note(.postAnswered(id, .stoppedBeforeStart(handle.stream, reply: handle.reply)))
      return .ended
    case .stream(let reader):
      world.note(
        .postAnswered(
          id,
          .stream(
            handle.stream, reply: handle.reply, isRepeat: handle.isRepeat, isAccepted: handle.isAccepted)))
      state.withLock { state in
        state.streams.append(handle.stream)
        state.replies.append((handle.session, handle.reply))
      }
      return try await read(reader, of: handle.stream, from: life, limit: limit, place: place)
    }
  }

  func read(
    _ reader: ReplyReader, of stream: StreamID, from life: NodeLife, limit: Int?, place: ReadingPlace
  ) async throws -> ReadEnding {
    let reading = SimulatedReading(world: world, client: name, stream: stream)
    place.begin(reading, of: stream)
    let isSlow = random.happens(0.15)
    return try await reading.follow(reader, of: life, atMost: limit) {
      if isSlow { try await self.world.sleep(for: self.random.milliseconds(0...1000)) }
    }
  }

  /// Notes how a reading ended, keeps its cursor, and goes on where it broke.
  func goOn(_ place: ReadingPlace, in session: SessionID, _ ending: ReadEnding) async {
    guard let stream = place.stream else { return }
    world.note(.readEnded(client: name, stream: stream, ending))
    guard let cursor = place.cursor else { return }
    state.withLock { $0.cursors.append((session, cursor)) }
    if [.cut, .lost, .failed].contains(ending), random.happens(0.7) {
      await world.pass(random.milliseconds(0...2000))
      await resume(session, after: cursor)
    }
  }

  /// Asks for something else in place of what there is, in a session where that is done.
  private func rewrite() async {
    let (sent, replies) = state.withLock { ($0.sent, $0.replies) }
    let inRewritten = sent.filter { $0.session.isRewritten && $0.ask == .submit }
    let itsReplies = replies.filter { $0.session.isRewritten }
    guard !inRewritten.isEmpty else { return }
    var wish = random.one(of: inRewritten)
    wish.onActive = .supersede
    wish.key = random.happens(0.3) ? "key-\(world.nextNumber())" : nil
    switch random.below(4) {
    case 0:
      wish.ask = .edit
      wish.text = "edited \(world.nextNumber())"
    case 1:
      wish.ask = .regenerate(nil)
    case 2 where !itsReplies.isEmpty:
      let place = random.one(of: itsReplies)
      (wish.session, wish.ask) = (place.session, .regenerate(place.reply))
    case 3 where !itsReplies.isEmpty:
      let place = random.one(of: itsReplies)
      (wish.session, wish.ask) = (place.session, .continuation(place.reply))
    default: return
    }
    let again = wish
    state.withLock { $0.sent.append(again) }
    await post(again)
  }

  private func postElsewhere() async {
    guard let session = board.any(random), !state.withLock({ $0.sessions.contains(session) }) else { return }
    if random.happens(0.3) { return await resume(session, after: nil) }
    let number = world.nextNumber()
    await post(Sent(session: session, message: MessageID(rawValue: "u\(number)"), text: "intruder \(number)"))
  }

  // MARK: The rest

  private func stop() async {
    guard let session = anySession else { return }
    let (streams, sent) = state.withLock { ($0.streams, $0.sent) }
    var targets: [StopTarget] = [.active, .active]
    if !streams.isEmpty { targets.append(.stream(random.one(of: streams))) }
    if !sent.isEmpty { targets.append(.message(random.one(of: sent).message)) }
    let (target, principal) = (random.one(of: targets), principal)
    do {
      let result = try await anyNode.connect { engine, _ in
        try await engine.stop(target, in: session, of: principal)
      }
      world.note(.stopped(session: session, stream: result.stream, state: result.state))
    } catch {
      // Refused or cut: what came of it is seen in the stream.
    }
  }

  func list(_ session: SessionID) async {
    let id = world.nextNumber()
    world.note(.listAsked(id, session: session))
    do {
      let principal = principal
      let page = try await anyNode.connect { engine, _ -> Engine.MessagePage? in
        guard try await engine.session(session, of: principal) != nil else { return nil }
        return try await engine.messages(in: session, of: principal, after: 0, limit: 1000)
      }
      if let page { world.note(.listed(id, session: session, page.messages.map(\.message))) }
    } catch {
      // Refused or cut: nothing was learnt.
    }
  }

  private func delete(_ session: SessionID) async {
    state.withLock { $0.sessions.removeAll { $0 == session } }
    board.forget(session)
    world.note(.deleteAsked(session))
    do {
      let principal = principal
      _ = try await anyNode.connect { engine, _ in
        try await engine.deleteSession(session, of: principal)
      }
    } catch {
      // Whether it happened is seen in the store.
    }
  }

  // MARK: At the end

  /// Reads everything once more from its beginning, in a world without faults.
  func readAll() async {
    let (streams, sessions) = state.withLock { (Set($0.streams).sorted(), $0.sessions) }
    for session in sessions { await list(session) }
    for stream in streams { await readWhole(stream) }
  }

  private func readWhole(_ stream: StreamID) async {
    let (place, principal) = (ReadingPlace(), principal)
    do {
      let ending = try await anyNode.connect { engine, life -> ReadEnding? in
        guard
          let (handle, _) = try await engine.resume(
            named: stream.rawValue, of: principal, startIndex: 0),
          case .stream(let reader) = handle.content
        else { return nil }
        self.world.note(.readFrom(client: self.name, stream: stream, position: 0))
        return try await self.read(reader, of: stream, from: life, limit: nil, place: place)
      }
      if let ending { world.note(.readEnded(client: name, stream: stream, ending)) }
    } catch {
      world.note(.readEnded(client: name, stream: stream, .failed))
    }
  }
}

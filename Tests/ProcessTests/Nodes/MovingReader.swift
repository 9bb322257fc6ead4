import HoldfastModel
import TestServers

/// A reader of one reply who goes to another node whenever the one that it reads from is gone, with its cursor.
///
/// It belongs to the thread that made it.
final class MovingReader {
  let session: String
  private let clients: [ChatClient]
  private(set) var node: Int
  private(set) var frames: [Frame] = []
  private(set) var findings = Findings()
  private(set) var moves = 0
  private var reading: StreamReading?
  private var taken = 0

  /// Starts a reply at a node.
  init(_ session: String, text: String, at node: Int, of clients: [ChatClient]) throws {
    self.session = session
    self.node = node
    self.clients = clients
    reading = try clients[node].start(session, "question", text)
  }

  /// Goes on where another reader is, at other nodes.
  init(continuing other: MovingReader, at clients: [ChatClient]) {
    session = other.session
    frames = other.frames
    findings = other.findings
    self.clients = clients
    node = clients.count - 1
  }

  /// Whose reply it is.
  var client: ChatClient { clients[node] }

  /// The cursor to go on with.
  var cursor: String? { frames.last?.id.map { String(decoding: $0, as: UTF8.self) } }

  /// What is read of the reply so far.
  var stream: WholeStream { WholeStream(frames: frames) }

  /// Whether the end of the reply was read.
  var isAtEnd: Bool { reading?.isDone == true }

  /// What came for this connection alone.
  var notices: [Frame] { reading?.announcements ?? [] }

  /// Reads until so many frames are there; moves when it is cut off.
  func read(frames count: Int, deadline: Deadline = .step) throws {
    while frames.count < count, !isAtEnd {
      let before = frames.count
      if let reading,
        try reading.read(deadline: deadline, until: { $0.frames.count - self.taken >= count - before })
      {
        take(reading)
      } else {
        if let reading { take(reading) }
        if !isAtEnd { try move(deadline) }
      }
    }
  }

  /// Reads until a notice has come for the open connections; fails when the reader is cut off before.
  func readNotice(deadline: Deadline) throws {
    guard let reading, try reading.read(deadline: deadline, until: { !$0.announcements.isEmpty }) else {
      throw ProcessFailure("\(session): it was cut off without a notice")
    }
    take(reading)
  }

  /// Reads to the end, and moves as often as it is cut off.
  func readToEnd(deadline: Deadline) throws {
    while !isAtEnd {
      if let reading {
        try reading.readToEnd(deadline: deadline)
        take(reading)
        if isAtEnd { return }
        findings.add(reading.findingsAtCut, of: "\(session): cut")
      }
      try move(deadline)
    }
  }

  private func take(_ reading: StreamReading) {
    frames += reading.frames[taken...]
    taken = reading.frames.count
  }

  /// Comes back at the next node that answers with a stream.
  private func move(_ deadline: Deadline) throws {
    moves += 1
    reading = try deadline.poll("\(session) to be resumed", every: 50_000) { () -> StreamReading? in
      node = (node + 1) % clients.count
      guard let next = try? clients[node].resume(session, after: cursor), let head = try next.head() else {
        return nil
      }
      // 503 asks to come again; anything else is an answer.
      if head.status == 503 { return nil }
      guard head.status == 200 else { throw ProcessFailure("\(session): resumed with \(head.status)") }
      return next
    }
    taken = 0
  }
}

import TestServers

/// The reading of one event stream, from one connection.
final class StreamReading {
  private let answer: HTTPAnswer
  private var cutter = FrameCutter()
  /// The frames so far, `[DONE]` not among them.
  private(set) var frames: [Frame] = []
  /// The frames that belong to this connection alone, and so have no `id:`.
  private(set) var announcements: [Frame] = []
  /// Whether `[DONE]` came.
  private(set) var isDone = false
  /// What came behind `[DONE]`.
  private(set) var framesBehindEnd = 0
  private var isOver = false

  init(_ answer: HTTPAnswer) { self.answer = answer }

  /// The head; `nil` when the server is gone before it came.
  func head() throws -> HTTPAnswer.Head? { try answer.readHead() }

  /// Whether the answer came to its own end, and was not cut.
  var isComplete: Bool { answer.isComplete }

  /// The cursor to go on with.
  var cursor: String? { frames.last { $0.id != nil }?.id.map { String(decoding: $0, as: UTF8.self) } }

  var strangeLines: [String] { cutter.strangeLines }

  /// Reads until a condition holds for the frames so far.
  ///
  /// - Returns: Whether it does; `false` when the stream ended or was cut before.
  @discardableResult
  func read(deadline: Deadline = .step, until isEnough: (StreamReading) -> Bool) throws -> Bool {
    while !isEnough(self) {
      guard !isOver, let bytes = try answer.readBody(deadline: deadline) else {
        isOver = true
        return false
      }
      for frame in cutter.take(bytes) {
        if isDone {
          framesBehindEnd += 1
        } else if frame.isDone {
          isDone = true
        } else if frame.id == nil {
          announcements.append(frame)
        } else {
          frames.append(frame)
        }
      }
    }
    return true
  }

  /// Reads to the end, or to where the connection was cut.
  func readToEnd(deadline: Deadline = .step) throws { try read(deadline: deadline) { _ in false } }
}

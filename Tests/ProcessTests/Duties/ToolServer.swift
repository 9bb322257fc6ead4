import Foundation
import HoldfastModel
import Synchronization
import TestServers

/// A tool server on this machine: it does what the input of a call says, and remembers each call by its key.
final class ToolServer: Sendable {
  private let shared: Shared

  /// Starts it.
  init() throws {
    let shared = Shared(listener: try Listener(port: try Ports.free()))
    self.shared = shared
    Thread { shared.serve() }.start()
  }

  deinit { shared.isOver.withLock { $0 = true } }

  /// Where it listens.
  var port: Int { shared.listener.port }

  /// What it knows.
  var record: ToolRecord { shared.record.withLock(\.self) }

  /// Lets the calls go on that wait for it.
  func release() { shared.isReleased.withLock { $0 = true } }

  /// Waits until a session's calls are so many.
  func wait(for count: Int, of session: String) throws {
    try Deadline.step.poll("\(count) calls of \(session)") {
      record.calls.values.count { $0.session == session && $0.requests > 0 } >= count ? () : nil
    }
  }

  /// What its threads have in common with it.
  private final class Shared: Sendable {
    let listener: Listener
    let record = Mutex(ToolRecord())
    let isReleased = Mutex(false)
    let isOver = Mutex(false)

    init(listener: Listener) { self.listener = listener }

    func serve() {
      while !isOver.withLock({ $0 }) {
        // Nobody comes for a while, that is all.
        guard let connection = try? listener.accept(deadline: .after(.milliseconds(200))) else { continue }
        let accepted = Accepted(connection: connection)
        Thread {
          do { try self.answer(accepted.connection) } catch {
            self.record.withLock { $0.strange.append("\(error)") }
          }
        }.start()
      }
    }

    /// Only the thread that it is handed to uses it.
    private struct Accepted: @unchecked Sendable { var connection: Connection }

    private func answer(_ connection: Connection) throws {
      guard let request = try ToolRequest(from: connection) else { return }
      switch request.purpose {
      case .execute: try execute(request, connection)
      case .compensate: try compensate(request, connection)
      case .status:
        let isDone = record.withLock { $0.tell(request) }
        let status: JSONValue =
          isDone ? ["status": "executed", "output": ["told": true]] : ["status": "not_executed"]
        reply(200, status, on: connection)
      }
    }

    private func execute(_ request: ToolRequest, _ connection: Connection) throws {
      let isDone = record.withLock { $0.execute(request) }
      switch request.conduct.doing {
      case .lose: return
      case .hang: return try waitUntilClosed(connection)
      case .wait:
        try Deadline.step.poll("the test to let a call go on") { isReleased.withLock { $0 } ? () : nil }
      case .ok, .fail, .twice: break
      }
      _ = record.withLock { $0.tell(request) }
      guard isDone else { return reply(422, ["message": "That is not possible."], on: connection) }
      reply(200, ["done": true], times: request.conduct.doing == .twice ? 2 : 1, on: connection)
    }

    private func compensate(_ request: ToolRequest, _ connection: Connection) throws {
      let before = record.withLock { $0.countUndoing(request) }
      if request.conduct.undoing == .refuse { return reply(500, ["message": "Not now."], on: connection) }
      record.withLock { $0.undo(request) }
      if request.conduct.undoing == .lose, before == 0 { return }
      reply(200, ["undone": true], on: connection)
    }

    private func reply(_ status: Int, _ body: JSONValue, times: Int = 1, on connection: Connection) {
      let text = body.text
      let answer = """
        HTTP/1.1 \(status) Answer\r\nContent-Type: application/json\r\nContent-Length: \(text.utf8.count)\r\n\r\n\(text)
        """
      // Whoever asked may be gone, killed perhaps; then nobody is told.
      try? connection.write(Array(String(repeating: answer, count: times).utf8))
    }

    private func waitUntilClosed(_ connection: Connection) throws {
      while case .bytes = try connection.read(deadline: .after(.seconds(60))) {}
    }
  }
}

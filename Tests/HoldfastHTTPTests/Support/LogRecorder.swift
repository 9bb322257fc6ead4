import Logging
import Synchronization

/// What a server logged.
final class LogRecorder: Sendable {
  struct Line: Sendable {
    var level: Logger.Level
    var text: String
  }

  private let state = Mutex<[Line]>([])

  var lines: [Line] { state.withLock { $0 } }
  /// What an operator would be called for.
  var errors: [String] { lines.filter { $0.level >= .error }.map(\.text) }

  func add(_ line: Line) { state.withLock { $0.append(line) } }
}

/// Writes to a recorder.
struct RecordingLogHandler: LogHandler {
  let recorder: LogRecorder
  var metadata: Logger.Metadata = [:]
  var logLevel = Logger.Level.info

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    let fields = metadata.merging(event.metadata ?? [:]) { $1 }.sorted { $0.key < $1.key }
    let text = fields.map { " \($0.key)=\($0.value)" }.joined()
    recorder.add(LogRecorder.Line(level: event.level, text: "\(event.message)\(text)"))
  }
}

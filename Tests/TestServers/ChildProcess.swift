package import Foundation
import Synchronization

/// A process of a program under test, or of a tool; killed with the object, and with the test process.
package final class ChildProcess {
  /// How a process ended.
  package enum End: Equatable {
    case exit(Int32)
    case signal(Int32)
  }

  /// Its number.
  package let id: pid_t
  /// How it ended, once that is known.
  package private(set) var end: End?

  private static let alive = Mutex<Set<pid_t>>([])
  private static let killsAllAtExit: Void = {
    _ = atexit { for id in ChildProcess.alive.withLock({ $0 }) { kill(id, SIGKILL) } }
  }()

  /// Starts a command, which is named by its path.
  package init(command: [String], environment: [String: String] = [:], output: String) throws {
    _ = Self.killsAllAtExit
    let inherited = ProcessInfo.processInfo.environment.filter {
      ["PATH", "LD_LIBRARY_PATH"].contains($0.key)
    }
    let variables = inherited.merging(environment) { $1 }.map { "\($0)=\($1)" }

    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_APPEND, 0o600)
    posix_spawn_file_actions_adddup2(&actions, 1, 2)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var (none, all) = (sigset_t(), sigset_t())
    sigemptyset(&none)
    sigfillset(&all)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &all)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))

    var id: pid_t = 0
    let result = Self.withCStrings(command) { arguments in
      Self.withCStrings(variables) { posix_spawn(&id, command[0], &actions, &attributes, arguments, $0) }
    }
    guard result == 0 else { throw ProcessFailure("posix_spawn: \(String(cString: strerror(result)))") }
    self.id = id
    Self.alive.withLock { _ = $0.insert(id) }
  }

  deinit {
    if !hasEnded { kill9() }
  }

  /// Sends a signal; nothing when the process has ended.
  package func send(_ signal: Int32) { if !hasEnded { kill(id, signal) } }

  /// Kills the process without a chance to clean up, and waits until it is gone with all it held.
  package func kill9() {
    if hasEnded { return }
    kill(id, SIGKILL)
    _ = try? waitForEnd(.step)
  }

  /// Whether the process has ended.
  package var hasEnded: Bool {
    if end != nil { return true }
    var status: Int32 = 0
    guard waitpid(id, &status, WNOHANG) == id else { return false }
    end = status & 0x7F == 0 ? .exit(status >> 8 & 0xFF) : .signal(status & 0x7F)
    Self.alive.withLock { _ = $0.remove(id) }
    return true
  }

  /// Waits for the end.
  @discardableResult
  package func waitForEnd(_ deadline: Deadline) throws -> End {
    try deadline.poll("the end of process \(id)", every: 500) { hasEnded ? end : nil }
  }

  private static func withCStrings<Value>(
    _ texts: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Value
  ) -> Value {
    let strings = texts.map { strdup($0) }
    defer { for string in strings { free(string) } }
    return body(strings + [nil])
  }
}

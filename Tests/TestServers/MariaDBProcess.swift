import Foundation
import Synchronization

/// A MariaDB of a test's own, in a temporary folder, at a port and a socket of its own; gone with the object.
package final class MariaDBProcess: Sendable {
  /// Where it listens on this machine.
  package let port: Int
  /// Its Unix socket.
  package let socket: String
  /// The folder with its data, its log and whatever a test puts there.
  package let directory: TemporaryDirectory

  private let options: [String]
  private let prefix: [String]
  // Only ever used inside the lock.
  private let process = Mutex<Running?>(nil)
  private let names = Mutex(0)

  private struct Running: @unchecked Sendable { var child: ChildProcess }

  /// Starts a server, and waits until it answers.
  ///
  /// - Parameters:
  ///   - options: Options of `mariadbd` on top of those that make it small.
  ///   - inMemory: Whether its files lie in memory, where a sync costs nothing and proves nothing.
  ///   - prefix: What the command begins with, to start it in another mount namespace.
  package init(options: [String] = [], inMemory: Bool = true, prefix: [String] = []) throws {
    directory = try TemporaryDirectory(inMemory: inMemory)
    port = try Ports.free()
    socket = directory.path + "/socket"
    self.options = options
    self.prefix = prefix
    try MariaDBTemplate.shared().copy(to: directory.path + "/data")
    try start()
  }

  private static let only = Mutex<Result<MariaDBProcess, any Error>?>(nil)

  /// One server for all tests of the process that do nothing to it.
  package static func shared() throws -> MariaDBProcess {
    try only.withLock { only in
      let result = only ?? Result { try MariaDBProcess() }
      only = result
      let server = try result.get()
      Leftovers.removeAtExit(server.directory.path)
      return server
    }
  }

  /// The user whose rights the server has: one that is root must be told so.
  static var systemUser: String { getuid() == 0 ? "root" : NSUserName() }

  /// Starts the server again, after it was killed or has ended.
  ///
  /// - Parameter more: Options that come after those it was first started with, and count in their stead.
  package func start(_ more: [String] = []) throws {
    let command =
      prefix + [
        try ServerProgram("mariadbd", package: "mariadb-server").path(), "--no-defaults",
        "--user=\(Self.systemUser)", "--datadir=\(directory.path)/data", "--socket=\(socket)",
        "--port=\(port)",
        "--bind-address=127.0.0.1", "--pid-file=\(directory.path)/pid", "--tmpdir=\(directory.path)",
        "--skip-name-resolve",
        "--innodb-buffer-pool-size=16M", "--innodb-log-file-size=4M", "--innodb-log-buffer-size=1M",
        "--key-buffer-size=64K", "--aria-pagecache-buffer-size=128K", "--performance-schema=OFF",
        "--max-connections=400",
      ] + options + more
    let child = Running(child: try ChildProcess(command: command, output: directory.path + "/log"))
    process.withLock { $0 = child }
    try waitUntilReady()
  }

  /// Waits until the server answers.
  package func waitUntilReady() throws {
    try Deadline.step.poll("MariaDB's first answer", every: 20_000) {
      if process.withLock({ $0?.child.hasEnded ?? true }) {
        throw ProcessFailure("MariaDB has ended: " + log.suffix(2_000))
      }
      return (try? execute("SELECT 1")) == nil ? nil : ()
    }
  }

  /// Kills the server without a chance to clean up.
  package func kill9() { process.withLock { $0?.child.kill9() } }

  /// Kills the server and starts it again, with more options.
  package func restart(_ more: [String] = []) throws {
    kill9()
    try start(more)
  }

  /// Holds the server with `SIGSTOP`, and waits until none of its threads runs.
  package func pause() throws {
    guard let id = process.withLock({ $0?.child.id }) else { return }
    kill(id, SIGSTOP)
    try Deadline.step.poll("the stop of MariaDB's threads") {
      let threads = try FileManager.default.contentsOfDirectory(atPath: "/proc/\(id)/task")
      let areStopped = threads.allSatisfy { thread in
        // `id (name) state …`; a thread that has ended meanwhile has no file.
        let status = try? String(contentsOfFile: "/proc/\(id)/task/\(thread)/stat", encoding: .utf8)
        return status?.split(separator: ")").last?.hasPrefix(" T") ?? true
      }
      return areStopped ? () : nil
    }
  }

  /// Lets a server go on that was held.
  package func resume() { process.withLock { $0?.child.send(SIGCONT) } }

  /// What the server has logged.
  package var log: String { (try? String(contentsOfFile: directory.path + "/log", encoding: .utf8)) ?? "" }

  /// Makes a database of a name of its own.
  package func makeDatabase() throws -> String {
    let name = names.withLock { names in
      names += 1
      return "holdfast_\(names)"
    }
    try execute("CREATE DATABASE \(name)")
    return name
  }

  /// Runs statements as root, and returns what they answer, a line for each row.
  @discardableResult
  package func execute(_ sql: String, in database: String? = nil) throws -> String {
    let output = directory.path + "/answer-\(UInt64.random(in: 0 ... .max))"
    defer { try? FileManager.default.removeItem(atPath: output) }
    let client = try ChildProcess(
      command: [
        try ServerProgram("mariadb", package: "mariadb-client").path(), "--no-defaults", "--user=root",
        "--socket=\(socket)", "--skip-column-names", "--batch", "--connect-timeout=5", "--execute=\(sql)",
      ] + (database.map { [$0] } ?? []), output: output)
    let end = try client.waitForEnd(.step)
    let answer = (try? String(contentsOfFile: output, encoding: .utf8)) ?? ""
    guard end == .exit(0) else { throw ProcessFailure("mariadb: \(answer)") }
    return answer
  }

  /// The URL of a database, at the port or, `bySocket`, at the socket.
  package func url(of database: String, bySocket: Bool = false, options: [String] = []) -> String {
    let options = (bySocket ? ["socket=\(socket)"] : []) + options
    let query = options.isEmpty ? "" : "?" + options.joined(separator: "&")
    return url(of: database, atPort: port) + query
  }

  /// The URL of a database, as something else at another port leads to it.
  package func url(of database: String, atPort port: Int) -> String {
    let password = MariaDBTemplate.password.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
    return "mysql://\(MariaDBTemplate.user):\(password)@127.0.0.1:\(port)/\(database)"
  }
}

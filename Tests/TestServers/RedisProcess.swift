import Foundation

/// A Redis server of a test's own, on a free port, with its data in a temporary folder.
///
/// It keeps what it acknowledges, as Holdfast asks for. Killed with the object.
package final class RedisProcess {
  /// Where it listens, on this machine alone.
  package let port: Int
  /// What the server writes about itself.
  package var log: String { (try? String(contentsOfFile: output, encoding: .utf8)) ?? "" }

  /// Where its data are.
  package let data: String
  private let folder: TemporaryDirectory
  private let prefix: [String]
  private let options: [String]
  private var process: ChildProcess?
  private var output: String { folder.path + "/output" }

  /// Starts a server, and waits until it answers.
  ///
  /// - Parameters:
  ///   - options: Options of `redis-server`, which count more than the usual ones: `["--maxmemory", "2mb"]`, say.
  ///   - prefix: A command that the server is run by.
  ///   - data: Where its data are, if not in a temporary folder.
  ///   - waits: Whether to wait until it answers.
  package init(
    options: [String] = [], prefix: [String] = [], data: String? = nil, waits: Bool = true
  ) throws {
    port = try Ports.free()
    folder = try TemporaryDirectory()
    self.data = data ?? folder.path
    self.prefix = prefix
    self.options = options
    try start(waits: waits)
  }

  /// Its URL.
  package var url: String { "redis://127.0.0.1:\(port)/0" }

  /// Starts it anew, on the same port and data.
  ///
  /// - Parameters:
  ///   - more: Options beside those that it was made with.
  ///   - waits: Whether to wait until it answers.
  package func start(adding more: [String] = [], waits: Bool = true) throws {
    let usual = [
      "--port", "\(port)", "--bind", "127.0.0.1", "--dir", data, "--appendonly", "yes",
      "--appendfsync", "always", "--maxmemory-policy", "noeviction", "--save", "", "--daemonize", "no",
    ]
    process = try ChildProcess(
      command: prefix + [try RedisCLI.path(of: "redis-server")] + usual + options + more, output: output)
    if waits { try waitUntilItAnswers() }
  }

  /// Waits until it answers, if only with an error.
  package func waitUntilItAnswers() throws {
    try Deadline.step.poll("the start of redis-server; it says: \(log)", every: 10_000) {
      if process?.hasEnded == true { throw ProcessFailure("redis-server ended: \(log)") }
      let answer = try RedisCLI.send(["ping"], port: port)
      return answer.hasPrefix("Could not connect") || answer.hasPrefix("LOADING") ? nil : ()
    }
  }

  /// Kills it without a chance to clean up.
  package func kill9() { process?.kill9() }

  /// Stops all that it does, connections staying open.
  package func pause() { process?.send(SIGSTOP) }

  /// Lets it go on.
  package func resume() { process?.send(SIGCONT) }

  /// Sends it a command, past the client that is under test.
  @discardableResult
  package func send(_ words: String...) throws -> String { try RedisCLI.send(words, port: port) }
}

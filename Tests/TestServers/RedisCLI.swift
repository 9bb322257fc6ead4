import Foundation

/// Commands to a Redis server through `redis-cli`, past the client that is under test.
package enum RedisCLI {
  private static let install = "install it with `apt-get install redis-server redis-tools`"

  /// The path of one of Redis's programs.
  package static func path(of program: String) throws -> String {
    for folder in ["/usr/bin", "/usr/local/bin", "/bin"] {
      let path = "\(folder)/\(program)"
      if FileManager.default.isExecutableFile(atPath: path) { return path }
    }
    throw ProcessFailure("\(program) is not there: \(install)")
  }

  /// Sends a command, and returns what `redis-cli` prints, without the last line feed.
  @discardableResult
  package static func send(_ words: [String], port: Int, _ deadline: Deadline = .step) throws -> String {
    let folder = try TemporaryDirectory()
    let output = folder.path + "/output"
    let process = try ChildProcess(
      command: [try path(of: "redis-cli"), "-p", "\(port)"] + words, output: output)
    try process.waitForEnd(deadline)
    let text = try String(contentsOfFile: output, encoding: .utf8)
    return text.hasSuffix("\n") ? String(text.dropLast()) : text
  }
}

import TestServers

extension ChildProcess {
  /// Starts a program under test with an environment of its own: nothing of the caller's but where libraries are.
  ///
  /// - Parameters:
  ///   - prefix: The command that becomes the program, with the program as its last arguments.
  ///   - output: The file to which its output and errors are appended.
  ///   - directory: Its working directory.
  convenience init(
    _ binary: Binary = .holdfast, within prefix: [String] = [], arguments: [String],
    environment: [String: String], output: String, directory: String
  ) throws {
    // `env` sets the directory and then becomes the program: the process keeps its id.
    try self.init(
      command: prefix + ["/usr/bin/env", "-C", directory, try binary.path()] + arguments,
      environment: environment, output: output)
  }
}

import Foundation

/// Another process, which does something with a file and holds on to it.
final class OtherProcess {
  /// The process did not get what it asked for.
  struct Refused: Error {}

  /// Locks a file in the way a server does.
  static let locker = """
    import fcntl, os, sys
    file = open(sys.argv[1], "r+")
    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    file.truncate(0)
    file.write(f"{os.getpid()}\\n")
    file.flush()
    print("ready", flush=True)
    sys.stdin.read()
    """

  /// Begins to write to a database, and comes to no end.
  static let writer = """
    import sqlite3, sys
    database = sqlite3.connect(sys.argv[1], isolation_level=None)
    database.execute("BEGIN IMMEDIATE")
    print("ready", flush=True)
    sys.stdin.read()
    """

  private let process = Process()
  private let input = Pipe()

  /// Starts a program, and waits until it has what it wants.
  init(_ program: String, _ path: String) throws {
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", "-c", program, path]
    process.standardInput = input
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    guard output.fileHandleForReading.availableData == Data("ready\n".utf8) else {
      process.waitUntilExit()
      throw Refused()
    }
  }

  var processID: Int32 { process.processIdentifier }

  /// Kills the process, without a chance to clean up.
  func kill() {
    Foundation.kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }

  deinit { if process.isRunning { process.terminate() } }
}

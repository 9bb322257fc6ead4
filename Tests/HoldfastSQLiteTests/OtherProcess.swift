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

  /// Makes of a conversation store what the version before this one left.
  static let downgrader = """
    import sqlite3, sys
    database = sqlite3.connect(sys.argv[1], isolation_level=None)
    database.executescript(\"\"\"
        DROP INDEX claims_unsettled; DROP INDEX claims_by_reservation;
        ALTER TABLE claims DROP COLUMN reservation;
        DROP TABLE quota_accounts; DROP TABLE quota_reservations; DROP TABLE effects; DROP TABLE artifacts;
        DROP TABLE tombstones; PRAGMA user_version = 1
        \"\"\")
    database.close()
    print("ready", flush=True)
    sys.stdin.read()
    """

  /// Makes of a stream log what the version before this one left.
  static let logDowngrader = """
    import sqlite3, sys
    database = sqlite3.connect(sys.argv[1], isolation_level=None)
    database.executescript(\"\"\"
        DROP TABLE effects; ALTER TABLE streams DROP COLUMN reservation; PRAGMA user_version = 1
        \"\"\")
    database.close()
    print("ready", flush=True)
    sys.stdin.read()
    """

  let processID: pid_t
  private let input: Int32

  /// Starts a program, and waits until it has what it wants.
  ///
  /// Not through Foundation, which learns of the end of a child through a descriptor that other children inherit.
  init(_ program: String, _ path: String) throws {
    let (stdin, stdout) = (try Self.pipe(), try Self.pipe())
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, stdin.read, 0)
    posix_spawn_file_actions_adddup2(&actions, stdout.write, 1)
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    let words: [String] = ["python3", "-c", program, path]
    var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }
    var processID: pid_t = 0
    let code = posix_spawnp(&processID, "python3", &actions, nil, &arguments, environ)
    close(stdin.read)
    close(stdout.write)
    defer { close(stdout.read) }
    self.processID = processID
    input = stdin.write
    var answer = [UInt8](repeating: 0, count: 16)
    guard code == 0, read(stdout.read, &answer, answer.count) > 0 else { throw Refused() }
  }

  /// Kills the process, without a chance to clean up.
  func kill() {
    Foundation.kill(processID, SIGKILL)
    waitpid(processID, nil, 0)
  }

  // At the end of its input the process ends by itself.
  deinit { close(input) }

  private static func pipe() throws -> (read: Int32, write: Int32) {
    var ends: [Int32] = [0, 0]
    guard Foundation.pipe(&ends) == 0 else { throw Refused() }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return (ends[0], ends[1])
  }
}

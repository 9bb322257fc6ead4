import Foundation
import Synchronization

/// The files of a new MariaDB, made once per test process, for making them takes seconds.
final class MariaDBTemplate: Sendable {
  /// The user that tests come as: it owns every database whose name begins with `holdfast_`, and may do nothing else.
  static let user = "holdfast"
  /// Its password, with characters that a URL must encode.
  static let password = "p:@/ #word"

  private static let made = Mutex<Result<MariaDBTemplate, any Error>?>(nil)

  /// The template of this process.
  static func shared() throws -> MariaDBTemplate {
    try made.withLock { made in
      let result = made ?? Result { try MariaDBTemplate() }
      made = result
      return try result.get()
    }
  }

  private let directory: TemporaryDirectory

  private init() throws {
    directory = try TemporaryDirectory(inMemory: true)
    Leftovers.removeAtExit(directory.path)
    // The server that makes the files knows no users until it is told to look for them.
    let users = try directory.write(
      """
      FLUSH PRIVILEGES;
      CREATE USER '\(Self.user)'@'%' IDENTIFIED BY '\(Self.password)';
      GRANT ALL ON `holdfast\\_%`.* TO '\(Self.user)'@'%';

      """, to: "users.sql")
    let log = directory.path + "/log"
    let installation = try ChildProcess(
      command: [
        try ServerProgram("mariadb-install-db", package: "mariadb-server").path(), "--no-defaults",
        "--skip-test-db", "--auth-root-authentication-method=normal", "--user=\(MariaDBProcess.systemUser)",
        "--datadir=\(files)", "--extra-file=\(users)", "--innodb-log-file-size=4M",
      ], output: log)
    guard try installation.waitForEnd(.after(.seconds(120))) == .exit(0) else {
      throw ProcessFailure(
        "mariadb-install-db: " + ((try? String(contentsOfFile: log, encoding: .utf8)) ?? ""))
    }
  }

  private var files: String { directory.path + "/data" }

  /// Puts a copy of the files somewhere.
  func copy(to path: String) throws { try FileManager.default.copyItem(atPath: files, toPath: path) }
}

#if MySQL
  import Foundation
  import TestServers

  /// A session of root's that stays open from one statement to the next, to hold locks.
  final class SQLSession {
    private let client = Process()
    private let input = Pipe()
    private let output = Pipe()
    private var number = 0

    init(on database: Database) throws {
      client.executableURL = URL(
        filePath: try ServerProgram("mariadb", package: "mariadb-client").path())
      client.arguments = [
        "--no-defaults", "--user=root", "--socket=\(database.server.socket)", "--skip-column-names",
        "--batch",
        "--unbuffered", database.name,
      ]
      client.standardInput = input
      client.standardOutput = output
      client.standardError = output
      try client.run()
    }

    deinit { client.terminate() }

    /// Sends statements, and waits for nothing.
    func send(_ sql: String) throws {
      try input.fileHandleForWriting.write(contentsOf: Data("\(sql);\n".utf8))
    }

    /// Sends statements, and waits until they have run.
    func run(_ sql: String) throws {
      number += 1
      let mark = "done-\(number)"
      try send("\(sql); SELECT '\(mark)'")
      var text = ""
      while !text.contains(mark) {
        let data = output.fileHandleForReading.availableData
        guard !data.isEmpty else { throw ProcessFailure("the client has ended: \(text)") }
        text += String(decoding: data, as: UTF8.self)
      }
    }
  }
#endif

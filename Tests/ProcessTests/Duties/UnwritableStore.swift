import HoldfastModel
import TestServers

/// A conversation store that takes no writes for a while, under a server that goes on.
enum UnwritableStore: String, CaseIterable, Sendable {
  /// MariaDB is told to be read-only, and then not to be.
  case databaseReadOnly
  /// The disk under SQLite fails every write; the server is started anew on one that is well.
  case failingDisk

  /// Starts a server on the store, and runs a test with it.
  ///
  /// - Parameter fault: Where the server kills itself.
  func with<Value>(
    _ setup: DutySetup, fault: String? = nil,
    _ body: (ServerProcess, _ outage: UnwritableStore.Outage) throws -> Value
  ) throws -> Value {
    switch self {
    case .databaseReadOnly:
      let group = try NodeGroup(1, scenario: nil, settings: setup.settings())
      return try group.explained {
        try group.nodes[0].start(fault: fault)
        return try body(group.nodes[0], Outage(server: group.nodes[0], database: group.database))
      }
    case .failingDisk:
      let server = try ServerProcess(scenario: nil, settings: setup.settings())
      return try server.explained {
        try server.start(fault: fault)
        return try body(server, Outage(server: server, database: nil))
      }
    }
  }

  /// The time in which nothing is written.
  ///
  /// It belongs to the thread that made it.
  final class Outage {
    private let server: ServerProcess
    private let database: MariaDBProcess?
    private var tracer: Tracer?

    init(server: ServerProcess, database: MariaDBProcess?) {
      self.server = server
      self.database = database
    }

    /// From here on every write fails.
    func begin() throws {
      if let database { return _ = try database.execute("SET GLOBAL read_only = ON") }
      let files = ["", "-wal"].map { "\(server.dataDirectory)/conversations.sqlite\($0)" }
      tracer = try Tracer(
        server.process?.id ?? 0, files: files, calls: "pwrite64,fdatasync,fsync,ftruncate",
        fault: "pwrite64,fdatasync,fsync,ftruncate:error=EIO:when=1+")
    }

    /// From here on every write goes well; returns when the server says so, which is started when it is dead.
    func end() throws {
      guard let database else {
        server.kill9()
        tracer = nil
        return try server.start()
      }
      try database.execute("SET GLOBAL read_only = OFF")
      if server.process?.hasEnded == true { return try server.start() }
      try Deadline.after(.seconds(10)).poll("the store to be well again", every: 50_000) {
        let (_, status) = try server.client.fetch("GET", "/api/status")
        return (try? JSONParser.parse(status))?["degraded"]?.arrayValue?.isEmpty == true ? () : nil
      }
    }
  }
}

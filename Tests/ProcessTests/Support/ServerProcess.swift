import Foundation
import TestServers

/// `holdfast serve` as a process that can be killed and started again on the same ports and the same data.
///
/// It belongs to the thread that made it.
final class ServerProcess {
  let port: Int
  let adminPort: Int
  let dataDirectory: String
  /// What is set besides ports, data directory and provider.
  var settings: [String: String]
  /// Where it runs, when it sees other file systems than the test does.
  var disk: SmallDisk?

  private let temporary: TemporaryDirectory
  private let scenario: String?
  private(set) var process: ChildProcess?

  /// Prepares a server; ``start()`` starts it.
  ///
  /// - Parameters:
  ///   - scenario: What the scripted provider plays; without one, the settings name a provider.
  ///   - dataDirectory: Where it keeps its data, instead of a directory that goes with the object.
  init(scenario: Script?, settings: [String: String] = [:], dataDirectory: String? = nil) throws {
    let temporary = try TemporaryDirectory()
    self.temporary = temporary
    self.dataDirectory = dataDirectory ?? temporary.path + "/data"
    self.settings = settings
    self.scenario = try scenario.map { try temporary.write($0.text, to: "scenario.json") }
    port = try Ports.free()
    adminPort = try Ports.free()
  }

  /// A client of the public port.
  var client: HTTPClient { HTTPClient(port: port) }

  // MARK: Life

  /// Starts the process, and waits for nothing.
  ///
  /// - Parameter fault: Where the server kills or stops itself; `nil` starts the program that is shipped.
  func launch(fault: String? = nil) throws {
    precondition(process?.hasEnded ?? true, "one process at a time")
    var environment = environment
    environment["HOLDFAST_FAULT"] = fault
    process = try ChildProcess(
      fault == nil ? .holdfast : .faulty, within: try disk?.prefix ?? [], arguments: ["serve"],
      environment: environment, output: logPath, directory: temporary.path)
  }

  private var environment: [String: String] {
    var environment = [
      "HOLDFAST_HTTP_PORT": "\(port)", "HOLDFAST_ADMIN_PORT": "\(adminPort)",
      "HOLDFAST_DATA_DIR": dataDirectory,
      // One attempt, so that a failure is seen as it is; the tests of chains take more.
      "HOLDFAST_ATTEMPTS_MAXIMUM": "1",
    ]
    if let scenario {
      environment["HOLDFAST_PROVIDER"] = "scripted"
      environment["HOLDFAST_SCENARIO"] = scenario
    }
    return environment.merging(settings) { $1 }
  }

  /// Runs another command of the program, with the server's settings.
  ///
  /// - Returns: How it ended, and what it wrote.
  func run(_ arguments: String...) throws -> (end: ChildProcess.End, output: String) {
    let folder = try TemporaryDirectory()
    let output = folder.path + "/output"
    let command = try ChildProcess(
      arguments: arguments, environment: environment, output: output, directory: folder.path)
    let end = try command.waitForEnd(.step)
    return (end, (try? String(contentsOfFile: output, encoding: .utf8)) ?? "")
  }

  /// Starts the process, and waits until it takes requests.
  func start(fault: String? = nil) throws {
    try launch(fault: fault)
    try waitUntilReady()
  }

  /// Waits until the admin port says that the server is ready, and the public port takes connections.
  func waitUntilReady(_ deadline: Deadline = .step) throws {
    let admin = HTTPClient(port: adminPort)
    try explained {
      try deadline.poll("readiness") { () -> Void? in
        if process?.hasEnded == true, let end = process?.end {
          throw ProcessFailure("the server ended with \(end) before it was ready")
        }
        guard (try? admin.fetch("GET", "/health/ready", deadline: deadline))?.head.status == 200 else {
          return nil
        }
        return (try? Connection(port: port, deadline: deadline)).map { _ in }
      }
    }
  }

  /// What the admin port says of readiness: whether it is there, and else why not.
  func readiness() throws -> (isReady: Bool, body: String) {
    let (head, body) = try HTTPClient(port: adminPort).fetch("GET", "/health/ready")
    return (head.status == 200, String(decoding: body, as: UTF8.self))
  }

  /// Waits until the server says that it is on its way down.
  func waitUntilDraining() throws {
    try Deadline.step.poll("draining") { try readiness().body.contains("draining") ? () : nil }
  }

  /// Kills the process without a chance to clean up.
  func kill9() { process?.kill9() }

  /// Asks the process to stop, and waits for nothing.
  func terminate() { process?.send(SIGTERM) }

  /// Kills the process and starts it again, on the same ports and data.
  func restart() throws {
    kill9()
    try start()
  }

  /// Waits for the end of the process.
  func waitForEnd(_ deadline: Deadline = .step) throws -> ChildProcess.End? {
    try explained { try process?.waitForEnd(deadline) }
  }

  // MARK: Looking inside

  /// What the process and those before it wrote to their output and errors.
  var log: String {
    (FileManager.default.contents(atPath: logPath)).map { String(decoding: $0, as: UTF8.self) } ?? ""
  }

  private var logPath: String { temporary.path + "/log" }

  /// Adds the end of the log to whatever goes wrong.
  func explained<Value>(_ body: () throws -> Value) throws -> Value {
    do { return try body() } catch {
      let lines = log.split(separator: "\n").suffix(30).joined(separator: "\n")
      throw ProcessFailure("\(error)\n--- the server's log ---\n\(lines)")
    }
  }

  /// What the process holds of the system's.
  func footprint() throws -> Footprint {
    guard let id = process?.id else { throw ProcessFailure("there is no process") }
    return try Footprint(of: id)
  }

  /// The resident memory of the process, in bytes.
  func residentBytes() throws -> Int { try footprint().residentBytes }
}

import Foundation
import TestServers

/// Several nodes on one Redis and one MariaDB, all of them real processes.
///
/// It belongs to the thread that made it.
final class NodeGroup {
  let redis: RedisProcess
  let database: MariaDBProcess
  let nodes: [ServerProcess]

  /// Prepares stores and nodes, and starts the stores.
  ///
  /// - Parameters:
  ///   - scenario: What the scripted provider plays; without one, the settings name a provider.
  ///   - settings: What is set besides the stores.
  ///   - anonymousInRedis: Whether anonymous conversations are in Redis, and not in the database.
  init(
    _ count: Int = 3, scenario: Script?, settings: [String: String] = [:], anonymousInRedis: Bool = false,
    redisOptions: [String] = [], databaseOptions: [String] = [], migrates: Bool = true
  ) throws {
    redis = try RedisProcess(options: redisOptions)
    database = try MariaDBProcess(options: databaseOptions)
    let url = database.url(of: try database.makeDatabase())
    var all = [
      "HOLDFAST_SECRET": "the same secret on all of the nodes",
      "HOLDFAST_CONVERSATIONS_URL": url, "HOLDFAST_STREAMS_URL": redis.url,
    ]
    if anonymousInRedis { all["HOLDFAST_ANONYMOUS_URL"] = redis.url }
    all.merge(settings) { $1 }
    let settings = all
    if migrates { try Self.migrate(settings) }
    nodes = try (0..<count).map { _ in try ServerProcess(scenario: scenario, settings: settings) }
  }

  /// Makes the tables, as an operator does.
  private static func migrate(_ settings: [String: String]) throws {
    let folder = try TemporaryDirectory()
    // A file has its own providers.
    let provider = settings["HOLDFAST_CONFIG"] == nil ? ["HOLDFAST_PROVIDER": "scripted"] : [:]
    let command = try ChildProcess(
      arguments: ["migrate"], environment: settings.merging(provider) { $1 },
      output: folder.path + "/output", directory: folder.path)
    guard try command.waitForEnd(.step) == .exit(0) else {
      let output = (try? String(contentsOfFile: folder.path + "/output", encoding: .utf8)) ?? ""
      throw ProcessFailure("holdfast migrate: \(output)")
    }
  }

  /// Starts all nodes, and waits until they take requests.
  func start() throws {
    for node in nodes { try node.launch() }
    for node in nodes { try node.waitUntilReady() }
  }

  /// One person's clients, one for each node.
  func clients() throws -> [ChatClient] {
    let first = try ChatClient(of: nodes[0])
    return nodes.map { ChatClient(of: $0, like: first) }
  }

  /// Adds the logs of nodes and stores to whatever goes wrong.
  func explained<Value>(_ body: () throws -> Value) throws -> Value {
    do { return try body() } catch {
      let logs = nodes.enumerated().map { index, node in
        "--- node \(index) ---\n" + node.log.split(separator: "\n").suffix(20).joined(separator: "\n")
      }
      throw ProcessFailure("\(error)\n" + logs.joined(separator: "\n"))
    }
  }

  /// The sum of a counter over all nodes that answer.
  func total(_ metric: String) throws -> Double {
    try nodes.reduce(0) { sum, node in
      guard node.process?.hasEnded == false else { return sum }
      let text = String(
        decoding: try HTTPClient(port: node.adminPort).fetch("GET", "/metrics").body, as: UTF8.self)
      return sum + Self.total(metric, in: text)
    }
  }

  private static func total(_ metric: String, in page: String) -> Double {
    page.split(separator: "\n").reduce(0) { sum, line in
      guard line.hasPrefix(metric), let next = line.dropFirst(metric.count).first, next == "{" || next == " ",
        let value = line.split(separator: " ").last.flatMap({ Double($0) })
      else { return sum }
      return sum + value
    }
  }
}

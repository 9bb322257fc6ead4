/// A Redis Cluster of three servers without replicas, on this machine.
package final class RedisCluster {
  private static let slots = 16_384

  /// The servers, each of which has a third of the slots at first.
  package let servers: [RedisProcess]

  /// Starts the servers, makes a cluster of them, and waits until each of them serves it.
  ///
  /// - Parameter options: Options of `redis-server` for all of them.
  package init(options: [String] = []) throws {
    servers = try (0..<3).map { _ in
      // The bus would listen 10,000 ports higher, where the system takes ports for connections.
      try RedisProcess(
        options: [
          "--cluster-enabled", "yes", "--cluster-config-file", "nodes.conf", "--cluster-node-timeout", "5000",
          "--cluster-port", "\(Ports.free())",
        ] + options)
    }
    for (index, server) in servers.enumerated() {
      let (first, last) = (Self.slots * index / 3, Self.slots * (index + 1) / 3 - 1)
      try server.send("CLUSTER", "ADDSLOTSRANGE", "\(first)", "\(last)")
      try server.send("CLUSTER", "SET-CONFIG-EPOCH", "\(index + 1)")
    }
    for other in servers.dropFirst() {
      let bus = try other.send("CONFIG", "GET", "cluster-port").split(separator: "\n").last ?? ""
      try servers[0].send("CLUSTER", "MEET", "127.0.0.1", "\(other.port)", "\(bus)")
    }
    try waitUntilItServes()
  }

  /// The URL of the first server.
  package var url: String { servers[0].url }

  /// Waits until every server knows all slots to be served.
  package func waitUntilItServes() throws {
    for server in servers {
      try Deadline.step.poll("a cluster that serves all slots", every: 20_000) {
        let info = try server.send("CLUSTER", "INFO")
        return info.contains("cluster_state:ok") && info.contains("cluster_known_nodes:3")
          && info.contains("cluster_slots_ok:\(Self.slots)") ? () : nil
      }
    }
  }

  /// The server that has a slot.
  package func owner(of slot: Int) throws -> RedisProcess {
    for server in servers {
      let name = try server.send("CLUSTER", "MYID")
      let line = try server.send("CLUSTER", "NODES").split(separator: "\n").first { $0.hasPrefix(name) }
      for range in line?.split(separator: " ").dropFirst(8) ?? [] {
        let bounds = range.split(separator: "-").compactMap { Int($0) }
        if let first = bounds.first, let last = bounds.last, (first...last).contains(slot) { return server }
      }
    }
    throw ProcessFailure("no server has slot \(slot)")
  }

  /// Begins to move a slot: keys that are not there are asked for at the new server.
  package func beginMoving(_ slot: Int, from source: RedisProcess, to target: RedisProcess) throws {
    let (sourceName, targetName) = (try source.send("CLUSTER", "MYID"), try target.send("CLUSTER", "MYID"))
    try target.send("CLUSTER", "SETSLOT", "\(slot)", "IMPORTING", sourceName)
    try source.send("CLUSTER", "SETSLOT", "\(slot)", "MIGRATING", targetName)
  }

  /// Moves keys of a slot whose move has begun, as many as there are or as many as are asked for.
  package func moveKeys(
    of slot: Int, from source: RedisProcess, to target: RedisProcess, limit: Int = .max
  ) throws {
    var moved = 0
    while moved < limit {
      let count = min(100, limit - moved)
      let keys = try source.send("CLUSTER", "GETKEYSINSLOT", "\(slot)", "\(count)")
        .split(separator: "\n").map(String.init)
      guard !keys.isEmpty else { return }
      let answer = try RedisCLI.send(
        ["MIGRATE", "127.0.0.1", "\(target.port)", "", "0", "5000", "KEYS"] + keys, port: source.port)
      guard answer == "OK" || answer == "NOKEY" else { throw ProcessFailure("MIGRATE: \(answer)") }
      moved += keys.count
    }
  }

  /// Ends the move of a slot whose keys are all moved.
  package func endMoving(_ slot: Int, from source: RedisProcess, to target: RedisProcess) throws {
    let name = try target.send("CLUSTER", "MYID")
    for server in [target, source] + servers {
      try server.send("CLUSTER", "SETSLOT", "\(slot)", "NODE", name)
    }
  }

  /// Moves a slot with all its keys, while it is in use.
  package func move(_ slot: Int, from source: RedisProcess, to target: RedisProcess) throws {
    try beginMoving(slot, from: source, to: target)
    try moveKeys(of: slot, from: source, to: target)
    // What was written meanwhile is at the new server, so one more look finds nothing; it is cheap.
    try moveKeys(of: slot, from: source, to: target)
    try endMoving(slot, from: source, to: target)
  }
}

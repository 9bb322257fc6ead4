import HoldfastHTTP
import HoldfastSQLite
import HoldfastSecurity
import HoldfastStores
import Logging

/// Looks at the servers of the stores before they are used, and every minute after that.
struct StoreInspection: Sendable {
  let servers: OpenStores.Servers
  let durability: Durability
  let secret: MasterSecret
  let clock: any Clock<Duration>
  let logger: Logger

  /// How often settings are looked at while the server runs.
  private static let interval = Duration.seconds(60)
  /// How often a server that does not answer is asked again at the start.
  private static let patience = Duration.seconds(1)

  /// Finds out whether the stores can be used: tables, settings, secret.
  ///
  /// Waits for servers that do not answer.
  ///
  /// - Throws: ``StoreFault``, and the faults of schemas, when they cannot; `CancellationError`.
  func inspect() async throws {
    for check in servers.schemas { try await answered(check) }
    var shortfalls: [String] = []
    for (component, store) in servers.reporters {
      shortfalls += try await answered { try await store.durabilityShortfalls() }.map {
        "\(component): \($0)"
      }
    }
    if !shortfalls.isEmpty {
      guard durability == .relaxed else {
        throw StoreFault(
          "a store's server may lose what it has acknowledged. " + shortfalls.joined(separator: " ")
            + " Change that, or declare it with HOLDFAST_DURABILITY=relaxed, which is then said to clients")
      }
      logger.warning(
        "durability is relaxed", metadata: ["shortfalls": "\(shortfalls.joined(separator: " "))"])
    }
    if let agree = servers.agreeOnSecret {
      let kept = try await answered { try await agree(secret.keyID) }
      guard kept == secret.keyID else {
        throw StoreFault(
          "the nodes of this stream log have the secret \(kept), and this one has \(secret.keyID): set HOLDFAST_SECRET to "
            + "the same text on all nodes")
      }
    }
  }

  /// Looks at the settings every minute until it is cancelled, and says when they no longer hold what was promised.
  func run(_ health: HealthMonitor) async {
    while (try? await clock.sleep(for: Self.interval)) != nil {  // until cancelled
      // What is embedded cannot change, and what is declared is said already.
      if durability == .relaxed || servers.reporters.isEmpty { continue }
      var shortfalls: [String] = []
      for (component, store) in servers.reporters {
        // One that does not answer is degraded by that, and said by its own probe.
        guard let found = try? await store.durabilityShortfalls() else { continue }
        shortfalls += found.map { "\(component): \($0)" }
      }
      if !shortfalls.isEmpty {
        logger.error(
          "a store's server may lose what it acknowledges",
          metadata: ["shortfalls": "\(shortfalls.joined(separator: " "))"])
      }
      health.noteDurability(isHeld: shortfalls.isEmpty)
    }
  }

  /// Asks until there is an answer: a node that starts before its stores comes up when they do.
  private func answered<Value>(_ ask: () async throws -> Value) async throws -> Value {
    while true {
      do { return try await ask() } catch let error as StoreError where error.isRetriable {
        logger.error("a store does not answer yet; the start waits for it", metadata: ["error": "\(error)"])
        try await clock.sleep(for: Self.patience)
      }
    }
  }
}

import HoldfastEngine
import ServiceLifecycle

/// The engine's life inside a service group: it is drained before the connections are closed.
struct EngineService: Service {
  let engine: Engine
  /// Whether this process alone uses the stores.
  let ownsStores: Bool

  func run() async throws {
    let (engine, ownsStores) = (engine, ownsStores)
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await engine.run(ownsStores: ownsStores) }
      group.addTask {
        try await gracefulShutdown()
        await engine.shutDown()
      }
      // The engine returns when it is shut down, or throws when it cannot start.
      while try await group.next() != nil {}
    }
  }
}

/// A loop that ends when the server shuts down.
struct LoopService: Service {
  let loop: @Sendable () async -> Void

  func run() async throws {
    let loop = loop
    await cancelWhenGracefulShutdown { await loop() }
  }
}

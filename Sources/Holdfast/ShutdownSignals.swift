import Logging
import ServiceLifecycle
import UnixSignals

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What a server does with SIGTERM and SIGINT.
///
/// The first one shuts its services down in order. A second one is for whoever cannot wait: it ends the process without
/// another word, as `kill -9` does, and as safely.
enum ShutdownSignals {
  /// Runs services until they end, or until a signal shuts them down.
  static func run(_ group: ServiceGroup, logger: Logger) async throws {
    // Trapped before anything runs: from here on no signal ends the process by itself.
    let signals = await UnixSignalsSequence(trapping: .sigterm, .sigint)
    try await withThrowingTaskGroup(of: Void.self) { tasks in
      tasks.addTask { try await group.run() }
      tasks.addTask {
        var isShuttingDown = false
        for await signal in signals {
          if isShuttingDown {
            logger.notice("ending at once", metadata: ["signal": "\(signal)"])
            _exit(128 + (signal == .sigint ? SIGINT : SIGTERM))
          }
          isShuttingDown = true
          logger.notice("shutting down", metadata: ["signal": "\(signal)"])
          await group.triggerGracefulShutdown()
        }
      }
      // The services end by themselves; the signals do not.
      try await tasks.next()
      tasks.cancelAll()
    }
  }
}

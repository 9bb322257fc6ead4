import Foundation
import Synchronization
import TestServers

/// Something that is wrong with one of the stores' servers for a while.
enum StoreOutage: String, CaseIterable, Sendable {
  case redisKilled, redisPaused, redisOutOfMemory, redisReadOnly
  case databaseKilled, databaseReadOnly, databaseLocked, databaseFrozen, databaseSlow

  /// The component that is degraded meanwhile.
  var component: String { rawValue.hasPrefix("redis") ? "stream-log" : "conversations" }

  /// How long it lasts by itself, where it cannot be ended from outside.
  static let lasting = 9

  /// Makes it so.
  ///
  /// - Returns: What ends it, and returns when it has ended.
  func begin(_ group: NodeGroup) throws -> () throws -> Void {
    let (redis, database) = (group.redis, group.database)
    switch self {
    case .redisKilled:
      redis.kill9()
      return { try redis.start() }
    case .redisPaused:
      try redis.send("CLIENT", "PAUSE", "\(Self.lasting * 1_000)", "ALL")
      // Nothing but time ends it: a paused server takes no command.
      return { try redis.waitUntilItAnswers() }
    case .redisOutOfMemory:
      try redis.send("CONFIG", "SET", "maxmemory", "1mb")
      return { try redis.send("CONFIG", "SET", "maxmemory", "0") }
    case .redisReadOnly:
      try redis.send("REPLICAOF", "127.0.0.1", "1")
      return { try redis.send("REPLICAOF", "NO", "ONE") }
    case .databaseKilled:
      database.kill9()
      return { try database.start() }
    case .databaseReadOnly:
      try database.execute("SET GLOBAL read_only = ON")
      return { try database.execute("SET GLOBAL read_only = OFF") }
    case .databaseLocked:
      let held = DispatchGroup()
      let thread = Thread {
        // A failure shows in the test: nothing is degraded then.
        _ = try? database.execute("FLUSH TABLES WITH READ LOCK; SELECT sleep(\(Self.lasting))")
        held.leave()
      }
      held.enter()
      thread.start()
      return { held.wait() }
    case .databaseFrozen:
      try database.pause()
      return { database.resume() }
    case .databaseSlow:
      let isOver = Mutex(false)
      let ended = DispatchGroup()
      ended.enter()
      Thread {
        // It stands still for most of the time, so that every answer takes seconds.
        while !isOver.withLock({ $0 }) {
          try? database.pause()
          usleep(4_500_000)
          database.resume()
          usleep(50_000)
        }
        ended.leave()
      }.start()
      return {
        isOver.withLock { $0 = true }
        ended.wait()
      }
    }
  }
}

package import HoldfastEngine
package import HoldfastStores

/// The stores of a running server, open.
package struct OpenStores: Sendable {
  /// What there is to do about the stores that are servers of their own.
  package struct Servers: Sendable {
    /// Tell whether the settings of the servers hold the promised durability, by component.
    var reporters: [(component: String, store: any DurabilityReporting)] = []
    /// Find out whether the tables are as this program needs them.
    var schemas: [@Sendable () async throws -> Void] = []
    /// Make the tables so, by component.
    var migrations: [(component: String, run: @Sendable () async throws -> Void)] = []
    /// Proves that every node has the same secret: keeps the name of one, and tells which is kept.
    var agreeOnSecret: (@Sendable (_ keyID: String) async throws -> String)?
    /// Let go of connections, once, when nothing uses the stores any more.
    var closers: [@Sendable () async -> Void] = []
  }

  /// Where conversations are kept.
  package var conversations: ConversationStores
  /// Where the streams are kept.
  package var log: any StreamLog
  let servers: Servers
  /// Whether this process alone can use all of them, so that no other owner of a stream can be alive.
  let areOwned: Bool

  /// Lets go of the stores' connections.
  func close() async { for close in servers.closers { await close() } }
}

import Logging

/// Brings the tables of the stores that are servers of their own to the version that this program needs.
package enum StoreMigration {
  /// Migrates them; running it again changes nothing.
  ///
  /// - Returns: The components that were brought up.
  /// - Throws: `StoreError` when a server does not answer; the faults of a schema.
  package static func run(_ configuration: HoldfastConfiguration) async throws -> [String] {
    var opening = StoreOpening(
      configuration, directory: nil, now: SystemTime.now, logger: Logger(label: "holdfast-migrate"))
    let servers = try opening.openServers()
    do { for (_, migrate) in servers.migrations { try await migrate() } } catch {
      for close in servers.closers { await close() }
      throw error
    }
    for close in servers.closers { await close() }
    return servers.migrations.map(\.component)
  }
}

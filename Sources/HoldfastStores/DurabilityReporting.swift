/// A store on a server of its own, whose settings may let it lose what it has acknowledged.
public protocol DurabilityReporting: Sendable {
  /// What the server's settings do not hold of the promised durability, a sentence each; empty when they hold it.
  ///
  /// Looked at when Holdfast starts and every minute, for settings change while a server runs.
  ///
  /// - Throws: ``StoreError`` when the server does not answer.
  func durabilityShortfalls() async throws -> [String]
}

/// Finds the addresses of a host.
package protocol HostResolver: Sendable {
  /// The addresses of a name or of an address written out, the preferred one first.
  ///
  /// - Throws: When there are none, or it cannot be found out; `CancellationError`.
  func addresses(of host: String) async throws -> [NetworkAddress]
}

package import AsyncHTTPClient

/// The HTTP clients of providers, one for each, as the time and the number of connections are each provider's own.
package struct ProviderClients: Sendable {
  private let clients: [String: HTTPClient]

  /// Makes the clients of a configuration's providers; they must be shut down.
  package init(_ configuration: HoldfastConfiguration) {
    let pairs = configuration.askedProviders.compactMap { provider in
      provider.clientConfiguration.map {
        (provider.name, HTTPClient(eventLoopGroupProvider: .singleton, configuration: $0))
      }
    }
    clients = Dictionary(pairs) { first, _ in first }
  }

  /// The client of a provider; `nil` for one that is reached without.
  package subscript(provider: String) -> HTTPClient? { clients[provider] }

  /// Closes all connections.
  package func shutDown() async throws {
    var failure: (any Error)?
    for client in clients.values {
      do { try await client.shutdown() } catch { failure = error }
    }
    if let failure { throw failure }
  }
}

import AsyncHTTPClient
import NIOCore

/// The configuration of an HTTP client that suits a provider of streams.
///
/// HTTP/1.1: each reply has its own connection, so that one that breaks cuts one reply, and a slow reader
/// holds up no other. No redirects: they would carry the key elsewhere. No second try of a connection: trying
/// again, or elsewhere, is the caller's decision. The client's own default of 8 connections for each host
/// would make the ninth reply wait.
struct ProviderClient {
  let connectTimeout: Duration
  let maximumConnections: Int

  var configuration: HTTPClient.Configuration {
    var configuration = HTTPClient.Configuration(
      redirectConfiguration: .disallow,
      timeout: HTTPClient.Configuration.Timeout(connect: TimeAmount(connectTimeout)))
    configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = maximumConnections
    configuration.connectionPool.retryConnectionEstablishment = false
    configuration.httpVersion = .http1Only
    return configuration
  }
}

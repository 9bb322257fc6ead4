import AsyncHTTPClient
import HummingbirdCore
import Logging
import NIOCore

/// A provider on this machine which plays acts, byte for byte.
struct TestUpstream: Sendable {
  /// The address before `/chat/completions`.
  let baseURL: String

  private let connections: UpstreamConnections

  /// The requests that came, in order.
  var requests: [UpstreamRequest] { connections.requests }
  /// How many connections were made.
  var connectionCount: Int { connections.connectionCount }
  /// How many acts were played.
  var actCount: Int { connections.actCount }

  /// Lets one `gate` pass.
  func open() { connections.gates.send(()) }

  /// Waits until an `awaitClose` saw the client's close.
  func sawClose() async { _ = await connections.closes.wait() }

  /// Runs an upstream; the n-th request is answered with the n-th acts, the last of them for ever.
  static func with<Value>(
    _ acts: [[UpstreamAct]], _ body: (TestUpstream) async throws -> Value
  ) async throws -> Value {
    let connections = UpstreamConnections(acts: acts)
    let ports = Signal<Int>()
    let server = Server(
      childChannelSetup: connections,
      configuration: ServerConfiguration(address: .hostname("127.0.0.1", port: 0)),
      onServerRunning: { channel in ports.send(channel.localAddress?.port ?? 0) },
      eventLoopGroup: HTTPClient.defaultEventLoopGroup,
      logger: Logger(label: "test.upstream", factory: { _ in SwiftLogNoOpLogHandler() }))
    async let _: Void = server.run()
    let port = await ports.wait() ?? 0
    return try await body(
      TestUpstream(baseURL: "http://127.0.0.1:\(port)/v1", connections: connections))
  }
}

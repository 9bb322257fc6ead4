import NIOCore
import NIOPosix

/// A port on which connections are neither accepted nor refused, as behind a firewall that drops them.
///
/// Nobody accepts, and the few connections that the system holds for a listener are taken: it answers no more of them.
final class HangingPort: Sendable {
  /// Where it is.
  let port: Int

  private let listener: any Channel
  private let fillers: [any Channel]

  init() async throws {
    let group = MultiThreadedEventLoopGroup.singleton
    let listener = try await ServerBootstrap(group: group)
      .serverChannelOption(.backlog, value: 1)
      .serverChannelOption(.autoRead, value: false)
      .bind(host: "127.0.0.1", port: 0).get()
    let port = listener.localAddress?.port ?? 0
    var fillers: [any Channel] = []
    for _ in 0..<8 {
      let filler = try? await ClientBootstrap(group: group).connectTimeout(.milliseconds(100))
        .connect(host: "127.0.0.1", port: port).get()
      guard let filler else { break }
      fillers.append(filler)
    }
    self.listener = listener
    self.port = port
    self.fillers = fillers
  }

  func close() async {
    for channel in fillers + [listener] { try? await channel.close() }
  }
}

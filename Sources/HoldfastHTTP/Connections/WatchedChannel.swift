package import HummingbirdCore
import Logging
import NIOCore

/// The connections of a server, each of them watched.
struct WatchedChannel<Base: ServerChildChannel>: ServerChildChannel {
  let base: Base
  let watch: ConnectionWatch

  func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Base.Value> {
    channel.eventLoop.makeCompletedFuture { try watch.add(to: channel) }
      .flatMap { base.setup(channel: channel, logger: logger) }
  }

  func handle(value: Base.Value, logger: Logger) async { await base.handle(value: value, logger: logger) }
}

extension HTTPServerBuilder {
  /// HTTP/1.1 over connections that are watched.
  ///
  /// - Parameter idleTimeout: How long a connection may do nothing between two requests, or within one.
  package static func watched(by watch: ConnectionWatch, idleTimeout: Duration) -> HTTPServerBuilder {
    HTTPServerBuilder { responder in
      WatchedChannel(
        base: HTTP1Channel(
          responder: responder, configuration: .init(idleTimeout: TimeAmount(idleTimeout))),
        watch: watch)
    }
  }
}

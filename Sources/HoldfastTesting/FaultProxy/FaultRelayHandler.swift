import NIOCore

/// Hands what one end of a connection sends to the connection.
final class FaultRelayHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer

  private let connection: FaultProxyConnection
  private let direction: LinkDirection
  private var hasEnded = false

  init(connection: FaultProxyConnection, direction: LinkDirection) {
    self.connection = connection
    self.direction = direction
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    connection.receive(unwrapInboundIn(data), direction)
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if case ChannelEvent.inputClosed = event { end() }
  }

  func channelInactive(context: ChannelHandlerContext) { end() }

  /// A connection that fails is closed, which is reported as its end.
  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

  private func end() {
    if hasEnded { return }
    hasEnded = true
    connection.receiveEnd(direction)
  }
}

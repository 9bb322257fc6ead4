import HummingbirdCore
import Logging
import NIOCore
import Synchronization

/// Plays acts on raw connections.
final class UpstreamConnections: ServerChildChannel {
  struct Value: ServerChildChannelValue {
    let channel: any Channel
  }

  /// C's `linger`: on, for no time, so that closing breaks off.
  private struct Linger: Sendable {
    var isOn: CInt = 1
    var seconds: CInt = 0
  }

  private struct State {
    var requests: [UpstreamRequest] = []
    var connections = 0
    var acts = 0
  }

  let gates = Signal<Void>()
  let closes = Signal<Void>()

  private let acts: [[UpstreamAct]]
  private let state = Mutex(State())

  init(acts: [[UpstreamAct]]) { self.acts = acts }

  var requests: [UpstreamRequest] { state.withLock { $0.requests } }
  var connectionCount: Int { state.withLock { $0.connections } }
  var actCount: Int { state.withLock { $0.acts } }

  func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
    // Nothing is read before the channel is wrapped. It is wrapped only when it is handled: a wrapped channel that
    // nobody takes, because the server is being cancelled, would trap.
    channel.setOption(.autoRead, value: false).map { Value(channel: channel) }
  }

  func handle(value: Value, logger: Logger) async {
    state.withLock { $0.connections += 1 }
    do {
      let channel = value.channel
      let connection = try await channel.eventLoop.submit {
        try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
      }.get()
      try await connection.executeThenClose { inbound, outbound in
        try await channel.setOption(.autoRead, value: true).get()
        var bytes = inbound.makeAsyncIterator()
        while let request = try await Self.read(&bytes) {
          let count = state.withLock { state in
            state.requests.append(request)
            return state.requests.count
          }
          for act in acts[min(count, acts.count) - 1] {
            guard try await play(act, channel, &bytes, outbound) else { return }
            state.withLock { $0.acts += 1 }
          }
        }
      }
    } catch {
      // The client may break off whenever it likes.
    }
  }

  /// Returns whether the connection goes on.
  private func play(
    _ act: UpstreamAct, _ channel: any Channel,
    _ inbound: inout NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator,
    _ outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
  ) async throws -> Bool {
    switch act {
    case .send(let bytes): try await outbound.write(ByteBuffer(bytes: bytes))
    case .gate: _ = await gates.wait()
    case .awaitClose:
      // A close may arrive as an error too.
      do { while try await inbound.next(isolation: #isolation) != nil {} } catch {}
      closes.send(())
      return false
    case .close: return false
    case .reset:
      let options = channel as? any SocketOptionProvider
      try await options?.unsafeSetSocketOption(level: .socket, name: .so_linger, value: Linger()).get()
      return false
    }
    return true
  }

  private static func read(
    _ inbound: inout NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator
  ) async throws -> UpstreamRequest? {
    var received: [UInt8] = []
    while let buffer = try await inbound.next(isolation: #isolation) {
      received += buffer.readableBytesView
      guard let end = received.firstRange(of: Array("\r\n\r\n".utf8)) else { continue }
      var request = UpstreamRequest(
        head: String(decoding: received[..<end.lowerBound], as: UTF8.self),
        body: Array(received[end.upperBound...]))
      let length = request.header("content-length").flatMap { Int($0) } ?? 0
      while request.body.count < length, let more = try await inbound.next(isolation: #isolation) {
        request.body += more.readableBytesView
      }
      return request
    }
    return nil
  }
}

import NIOCore
import NIOPosix
import Synchronization

/// A tool on this machine: notes every request that came whole, and answers it as a test says, byte for byte.
final class ToolServer: Sendable {
  /// Chooses what is done with a request.
  typealias Choice = @Sendable (ToolRequest) -> Act

  /// What is done with a request.
  enum Act: Sendable {
    /// These bytes are sent, and the connection is left open.
    case send(String)
    /// These bytes are sent, and the connection is closed.
    case sendAndClose(String)
    /// Nothing ever.
    case hang
    /// The connection is closed.
    case close

    /// A whole answer.
    static func answer(_ status: Int, _ body: String, type: String? = "application/json") -> Act {
      let field = type.map { "content-type: \($0)\r\n" } ?? ""
      return .send("HTTP/1.1 \(status) X\r\n\(field)content-length: \(body.utf8.count)\r\n\r\n\(body)")
    }
  }

  let port: Int
  private let listener: any Channel
  private let taken: Taken

  private final class Taken: Sendable {
    let requests = Mutex<[ToolRequest]>([])
    let raw = Mutex<[UInt8]>([])
  }

  init(_ choice: @escaping Choice) async throws {
    let taken = Taken()
    self.taken = taken
    listener = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          let handler = Handler(taken: taken, choice: choice)
          try channel.pipeline.syncOperations.addHandler(handler)
        }
      }
      .bind(host: "127.0.0.1", port: 0).get()
    port = listener.localAddress?.port ?? 0
  }

  /// The requests that came whole, in order.
  var requests: [ToolRequest] { taken.requests.withLock { $0 } }
  /// All bytes that came.
  var bytes: [UInt8] { taken.raw.withLock { $0 } }

  func close() async { try? await listener.close() }

  private final class Handler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let taken: Taken
    private let choice: Choice
    private var bytes: [UInt8] = []

    init(taken: Taken, choice: @escaping Choice) {
      self.taken = taken
      self.choice = choice
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      let new = Array(unwrapInboundIn(data).readableBytesView)
      taken.raw.withLock { $0 += new }
      bytes += new
      // The greeting of an encrypted connection, which this server does not understand.
      if bytes.first == 0x16 { return context.close(promise: nil) }
      guard let request = ToolRequest(bytes) else { return }
      bytes = []
      taken.requests.withLock { $0.append(request) }
      switch choice(request) {
      case .send(let text): write(text, context)
      case .sendAndClose(let text):
        write(text, context)
        context.close(promise: nil)
      case .hang: break
      case .close: context.close(promise: nil)
      }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

    private func write(_ text: String, _ context: ChannelHandlerContext) {
      context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: text)), promise: nil)
    }
  }
}

/// Calls with a server, and closes it afterwards.
func withToolServer<Value>(
  _ choice: @escaping ToolServer.Choice, body: (ToolServer) async throws -> Value
) async throws -> Value {
  let server = try await ToolServer(choice)
  let result: Result<Value, any Error>
  do { result = .success(try await body(server)) } catch { result = .failure(error) }
  await server.close()
  return try result.get()
}

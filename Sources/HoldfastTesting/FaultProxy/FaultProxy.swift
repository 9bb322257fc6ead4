import NIOCore
import NIOPosix

/// A TCP proxy on this machine that goes wrong as a test says.
///
/// It listens on a free port of 127.0.0.1 and passes all bytes on to one address. Everything can be changed while
/// connections are open; when a call returns, its change is in effect. All of one proxy runs on one event loop.
///
/// ```swift
/// try await withFaultProxy(to: server.port) { proxy in
///   let store = try await connect(to: proxy.port)
///   await proxy.change(.toClient) { $0.latency = .milliseconds(200) }
///   …
/// }
/// ```
public final class FaultProxy: Sendable {
  /// Where it listens; the same also after a downtime.
  public let port: Int

  private let eventLoop: any EventLoop
  private let core: NIOLoopBound<FaultProxyCore>

  /// Starts a proxy; `withFaultProxy(to:)` also closes it.
  ///
  /// - Throws: What binding a port threw.
  public init(host: String = "127.0.0.1", to port: Int, seed: UInt64 = 1) async throws {
    let loop = MultiThreadedEventLoopGroup.singleton.next()
    eventLoop = loop
    core = try await loop.submit {
      NIOLoopBound(FaultProxyCore(host: host, port: port, seed: seed, on: loop), eventLoop: loop)
    }.get()
    self.port = try await loop.flatSubmit { [core] in core.value.listen() }.get()
  }

  /// Changes what is wrong with one direction, for the connections that are open and those that come.
  public func change(
    _ direction: LinkDirection, _ edit: @escaping @Sendable (inout LinkFaults) -> Void
  ) async {
    await run { $0.change(direction, edit) }
  }

  /// Takes all faults back, and lets connections in again; what was dropped stays lost.
  public func heal() async throws {
    for direction in LinkDirection.allCases { await change(direction) { $0 = LinkFaults() } }
    await run { $0.disarm() }
    try await comeUp()
  }

  /// Closes all connections and lets none in until ``comeUp()``.
  public func goDown(_ downtime: Downtime = .refusing) async throws {
    try await eventLoop.flatSubmit { [core] in core.value.goDown(downtime) }.get()
  }

  /// Lets connections in again, on the same port.
  public func comeUp() async throws {
    _ = try await eventLoop.flatSubmit { [core] in core.value.comeUp() }.get()
  }

  /// Resets all connections, at both ends: the next read or write there fails.
  public func reset() async { await run { $0.resetAll() } }

  /// Passes the next request on and closes its connection when the answer comes: the server has done what the client
  /// never hears of.
  ///
  /// A request is what arrives from a client at one time. Where several are under way on one connection, the answers to
  /// all of them are lost.
  ///
  /// - Parameter text: What the request has to contain, letter case aside; the first such request is meant.
  public func swallowNextReply(toRequestWith text: String = "") async {
    await run { $0.arm(with: text) }
  }

  /// Answers the next request in place of the server, which never gets it: what no server can be brought to say.
  ///
  /// The connection stays open, and the answer comes as late as one of the server's would. A request is what arrives from
  /// a client at one time; where others are under way on its connection, the answer may come before theirs. Calls add
  /// up: each adds to what is to be answered, and the first that fits a request is taken.
  ///
  /// - Parameters:
  ///   - text: What the request has to contain, letter case aside; the first such request is meant.
  ///   - bytes: The answer.
  ///   - count: How many such requests are answered so.
  public func answerNextRequest(
    containing text: String = "", with bytes: some Sequence<UInt8>, count: Int = 1
  ) async {
    let answer = CannedAnswer(text: text.lowercased(), bytes: ByteBuffer(bytes: bytes))
    await run { $0.arm(with: Array(repeating: answer, count: max(0, count))) }
  }

  /// How many requests have been answered in place of the server.
  public var answeredRequests: Int { get async { await value { $0.answered } ?? 0 } }

  /// How many answers have been swallowed.
  public var swallowedReplies: Int { get async { await value { $0.swallowed } ?? 0 } }

  /// How many connections are open, or still being closed.
  public var openConnections: Int { get async { await value { $0.openConnections } ?? 0 } }

  /// How many connections there have been.
  public var acceptedConnections: Int { get async { await value { $0.accepted } ?? 0 } }

  /// Closes all connections, and the port.
  public func close() async { try? await goDown(.refusing) }

  private func run(_ body: @escaping @Sendable (FaultProxyCore) -> Void) async {
    await value(body) ?? ()
  }

  /// A look at the core, on its event loop, which outlives the process's need of it.
  private func value<Value: Sendable>(_ body: @escaping @Sendable (FaultProxyCore) -> Value) async -> Value? {
    try? await eventLoop.submit { [core] in body(core.value) }.get()
  }
}

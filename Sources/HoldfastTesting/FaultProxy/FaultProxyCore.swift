import NIOCore
import NIOPosix

/// What a ``FaultProxy`` is on its event loop, where all of it is used.
final class FaultProxyCore {
  private let host: String
  private let port: Int
  private let random: SimulationRandom
  private let eventLoop: any EventLoop

  private var listener: (any Channel)?
  /// The port that was free at first, and is ours from then on.
  private var ownPort = 0
  private var downtime: FaultProxy.Downtime?
  private var faults: [LinkDirection: LinkFaults] = [:]
  private var connections: [ObjectIdentifier: FaultProxyConnection] = [:]
  /// What the request contains whose answer is to be lost.
  private var armedWith: String?
  /// What is answered in place of the server, in this order.
  private var cannedAnswers: [CannedAnswer] = []

  private(set) var accepted = 0
  private(set) var swallowed = 0
  private(set) var answered = 0

  init(host: String, port: Int, seed: UInt64, on eventLoop: any EventLoop) {
    self.host = host
    self.port = port
    random = SimulationRandom(seed: seed, "fault proxy")
    self.eventLoop = eventLoop
  }

  var openConnections: Int { connections.count }

  // MARK: Listening

  /// Below the range from which the system takes ports for connections: a client that tries again and again to reach a
  /// port of that range while nobody listens there is at some time given that port itself, and connects to itself.
  private static let ports = 10_000..<12_000

  /// Listens on the port that it had before, or at first on a free one.
  func listen(attempts: Int = 100) -> EventLoopFuture<Int> {
    let isFirst = ownPort == 0
    let port = isFirst ? Int.random(in: Self.ports) : ownPort
    return bind(to: port).assumeIsolated().flatMapError { error in
      guard isFirst, attempts > 1 else { return self.eventLoop.makeFailedFuture(error) }
      return self.listen(attempts: attempts - 1)
    }.nonisolated()
  }

  private func bind(to port: Int) -> EventLoopFuture<Int> {
    let core = NIOLoopBound(self, eventLoop: eventLoop)
    return ServerBootstrap(group: eventLoop)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelOption(.autoRead, value: false)
      .childChannelOption(.allowRemoteHalfClosure, value: true)
      .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture { try core.value.accept(channel) }
      }
      .bind(host: "127.0.0.1", port: port)
      .assumeIsolated()
      .map { listener in
        self.listener = listener
        self.ownPort = listener.localAddress?.port ?? 0
        return self.ownPort
      }
      .nonisolated()
  }

  /// Takes a connection in; throwing closes it.
  private func accept(_ client: any Channel) throws {
    accepted += 1
    if downtime != nil { throw ChannelError.eof }
    let connection = FaultProxyConnection(client: client, core: self)
    connections[ObjectIdentifier(connection)] = connection
    try connection.connect(host: host, port: port)
  }

  func forget(_ connection: FaultProxyConnection) {
    connections[ObjectIdentifier(connection)] = nil
  }

  func goDown(_ downtime: FaultProxy.Downtime) -> EventLoopFuture<Void> {
    self.downtime = downtime
    for connection in connections.values { connection.close() }
    guard downtime == .refusing, let listener else { return eventLoop.makeSucceededVoidFuture() }
    self.listener = nil
    return listener.close()
  }

  func comeUp() -> EventLoopFuture<Int> {
    downtime = nil
    return listener == nil ? listen() : eventLoop.makeSucceededFuture(ownPort)
  }

  func resetAll() {
    for connection in connections.values { connection.reset() }
  }

  // MARK: Faults

  func faults(of direction: LinkDirection) -> LinkFaults { faults[direction] ?? LinkFaults() }

  func change(_ direction: LinkDirection, _ edit: (inout LinkFaults) -> Void) {
    var new = faults(of: direction)
    edit(&new)
    faults[direction] = new
    for connection in connections.values { connection.change(direction, to: new) }
  }

  /// How late a read of a direction is to arrive.
  func delay(of faults: LinkFaults) -> TimeAmount {
    let jitter = TimeAmount(faults.jitter).nanoseconds
    let extra = jitter > 0 ? Int64(random.below(Int(jitter) + 1)) : 0
    return TimeAmount(faults.latency) + .nanoseconds(extra)
  }

  // MARK: Lost and false answers

  func arm(with text: String) { armedWith = text.lowercased() }

  func arm(with answers: [CannedAnswer]) { cannedAnswers += answers }

  func disarm() {
    armedWith = nil
    cannedAnswers = []
  }

  /// Whether the answer to this request is the one to be lost; said once.
  func takeArmed(for request: ByteBuffer) -> Bool {
    guard let text = armedWith else { return false }
    let isMeant = request.contains(text)
    if isMeant { armedWith = nil }
    return isMeant
  }

  func countSwallowed() { swallowed += 1 }

  /// What this request is answered with in place of the server; said once.
  func takeAnswer(to request: ByteBuffer) -> ByteBuffer? {
    guard let index = cannedAnswers.firstIndex(where: { request.contains($0.text) }) else { return nil }
    answered += 1
    return cannedAnswers.remove(at: index).bytes
  }
}

extension ByteBuffer {
  /// Whether a text in small letters is part of it, letter case aside.
  fileprivate func contains(_ text: String) -> Bool {
    text.isEmpty || String(buffer: self).lowercased().contains(text)
  }
}

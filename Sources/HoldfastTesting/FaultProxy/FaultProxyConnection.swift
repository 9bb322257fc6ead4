import NIOCore
import NIOPosix

/// One connection of a client and the one to the server that goes with it; used on their event loop only.
final class FaultProxyConnection {
  private let core: FaultProxyCore
  private let client: any Channel
  private var server: (any Channel)?
  private var pipes: [LinkDirection: FaultPipe] = [:]
  /// Whether the next answer is to be lost.
  private var isVictim = false
  private var isClosed = false

  init(client: any Channel, core: FaultProxyCore) {
    self.client = client
    self.core = core
  }

  /// Connects to the server; the client is read from then on.
  func connect(host: String, port: Int) throws {
    try client.pipeline.syncOperations.addHandler(FaultRelayHandler(connection: self, direction: .toServer))
    let loop = client.eventLoop
    let connection = NIOLoopBound(self, eventLoop: loop)
    ClientBootstrap(group: loop)
      .channelOption(.autoRead, value: false)
      .channelOption(.allowRemoteHalfClosure, value: true)
      .channelOption(.tcpOption(.tcp_nodelay), value: 1)
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(
            FaultRelayHandler(connection: connection.value, direction: .toClient))
        }
      }
      .connect(host: host, port: port)
      .assumeIsolated()
      .whenComplete { self.join($0) }
  }

  private func join(_ result: Result<any Channel, any Error>) {
    guard case .success(let server) = result else {
      reset()
      return
    }
    self.server = server
    if isClosed {
      server.close(promise: nil)
      return
    }
    pipes[.toServer] = pipe(from: client, to: server, .toServer)
    pipes[.toClient] = pipe(from: server, to: client, .toClient)
    for channel in [client, server] { FaultPipe.setReading(true, of: channel) }
  }

  private func pipe(
    from source: any Channel, to target: any Channel, _ direction: LinkDirection
  ) -> FaultPipe {
    FaultPipe(from: source, to: target, faults: core.faults(of: direction)) { [weak self] end in
      switch end {
      case .cut: self?.close()
      case .ended: self?.passEnd(direction)
      }
    }
  }

  // MARK: What happens

  func receive(_ bytes: ByteBuffer, _ direction: LinkDirection) {
    switch direction {
    case .toServer:
      if let answer = core.takeAnswer(to: bytes) {
        pass(answer, .toClient)
        return
      }
      if core.takeArmed(for: bytes) { isVictim = true }
    case .toClient where isVictim:
      core.countSwallowed()
      close()
      return
    case .toClient:
      break
    }
    pass(bytes, direction)
  }

  private func pass(_ bytes: ByteBuffer, _ direction: LinkDirection) {
    pipes[direction]?.receive(bytes, after: core.delay(of: core.faults(of: direction)))
  }

  /// One end sends no more.
  func receiveEnd(_ direction: LinkDirection) {
    guard let pipe = pipes[direction] else {
      if !isClosed { close() }
      return
    }
    let faults = core.faults(of: direction)
    pipe.receiveEnd(after: core.delay(of: faults) + TimeAmount(faults.closeDelay))
  }

  func change(_ direction: LinkDirection, to faults: LinkFaults) { pipes[direction]?.faults = faults }

  // MARK: Ends

  /// Tells the other end that no more will come; when both have been told, all is closed.
  private func passEnd(_ direction: LinkDirection) {
    let target = direction == .toServer ? server : client
    target?.close(mode: .output, promise: nil)
    let isOver = pipes.values.allSatisfy(\.hasEnded) || !client.isActive || server?.isActive == false
    if isOver { close() }
  }

  /// Closes both ends.
  func close() {
    isClosed = true
    for pipe in pipes.values { pipe.stop() }
    pipes = [:]
    client.close(promise: nil)
    server?.close(promise: nil)
    core.forget(self)
  }

  /// Closes both ends with a reset.
  func reset() {
    for channel in [client, server] { channel?.resetWhenClosed() }
    close()
  }
}

package import NIOCore
import NIOPosix

/// Opens connections, one for each request, on one thread.
package struct LoadClient: Sendable {
  /// A request under way.
  package struct Exchange: Sendable {
    let channel: any Channel
    let began: EventLoopFuture<LoadAnswer>
    let ended: EventLoopFuture<LoadAnswer>

    /// The answer, as soon as its head is there.
    func head() async throws -> LoadAnswer { try await began.get() }

    /// The answer, when all of it is there or it broke off.
    func answer() async throws -> LoadAnswer { try await ended.get() }

    /// Drops the connection.
    package func drop() { channel.close(promise: nil) }
  }

  package let kind: ServerKind
  package let address: LoadAddress
  let loop: any EventLoop

  /// Makes a client.
  package init(_ kind: ServerKind, at address: LoadAddress, on loop: any EventLoop) {
    self.kind = kind
    self.address = address
    self.loop = loop
  }

  /// Sends a request.
  ///
  /// - Throws: What connecting threw.
  func open(_ plan: LoadHandler.Plan, tally: LoadTally) async throws -> Exchange {
    let began = loop.makePromise(of: LoadAnswer.self)
    let ended = loop.makePromise(of: LoadAnswer.self)
    do {
      let channel = try await ClientBootstrap(group: loop)
        .channelOption(.autoRead, value: false)
        .channelOption(.tcpOption(.tcp_nodelay), value: 1)
        .channelOption(.recvAllocator, value: FixedSizeRecvByteBufferAllocator(capacity: 64 << 10))
        .channelInitializer { channel in
          channel.eventLoop.makeCompletedFuture {
            try channel.pipeline.syncOperations.addHandler(
              LoadHandler(plan, tally: tally, began: began, ended: ended))
          }
        }
        .connect(host: address.host, port: address.port).get()
      return Exchange(channel: channel, began: began.futureResult, ended: ended.futureResult)
    } catch {
      tally.add { sums in
        sums.failed += 1
        sums.failure = "\(error)"
      }
      began.fail(error)
      ended.fail(error)
      throw error
    }
  }

  /// Starts a reply.
  func start(
    _ script: BenchScript, session: String, cookie: String? = nil, keepsBody: Bool = false, tally: LoadTally
  ) async throws -> Exchange {
    let request = kind.start(script, session: session, at: address, cookie: cookie)
    return try await open(.init(request: request, keepsBody: keepsBody), tally: tally)
  }

  /// A name that no other session has.
  static func session(_ number: Int) -> String { "bench-\(MonotonicTime.now())-\(number)" }
}

import NIOCore
import NIOPosix

extension Workload {
  /// Publishes to channels, each with some subscribers: what a server of channels does with the same tokens.
  package func publish(channels: Int, readers: Int) async throws -> LoadResult {
    var result = LoadResult(
      workload: "publish", parameters: [("channels", "\(channels)"), ("readers", "\(readers)")])
    let tally = LoadTally()
    let names = (0..<channels).map { LoadClient.session($0) }
    var exchanges: [LoadClient.Exchange] = []
    for name in names {
      for _ in 0..<readers {
        var plan = LoadHandler.Plan(request: client.kind.read(session: name, at: client.address, cookie: nil))
        plan.keepsBody = exchanges.count < sample
        exchanges.append(try await client.open(plan, tally: tally))
      }
    }
    for exchange in exchanges { _ = try await exchange.head() }
    var meter = LoadMeter(server: processes)
    let done = client.loop.makePromise(of: Void.self)
    let (script, address) = (script, client.address)
    meter.begin()
    let publisher = try await ClientBootstrap(group: client.loop)
      .channelOption(.tcpOption(.tcp_nodelay), value: 1)
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          let publisher = PublisherHandler(
            script, to: names, host: "\(address.host):\(address.port)", done: done)
          try channel.pipeline.syncOperations.addHandler(publisher)
        }
      }
      .connect(host: address.host, port: address.port).get()
    try await done.futureResult.get()
    let expected = channels * readers * script.tokens
    do {
      try await until("the last token", .seconds(20)) { tally.counts.tokens >= expected }
    } catch { result.faults.append("\(tally.counts.tokens) tokens came of \(expected)") }
    meter.end(&result)
    result.sums = tally.now
    for exchange in exchanges { exchange.drop() }
    try? await publisher.close()
    return result
  }
}

import NIOCore
import NIOHTTP1
import NIOPosix

/// A provider on this machine that answers over HTTP as a test says, well or with one of the faults F57 to F75.
///
/// It speaks OpenAI Chat Completions and Anthropic Messages, each under its path, on a free port of 127.0.0.1. What it
/// does is chosen for each request, so that one upstream can be several providers, told apart by the model's name.
///
/// ```swift
/// try await withScriptedUpstream { request in
///   UpstreamScenario(fault: request.model == "first" ? .stall : nil)
/// } body: { upstream in
///   let provider = OpenAICompatibleProvider(… upstream.baseURL …)
///   …
/// }
/// ```
public final class ScriptedUpstream: Sendable {
  /// Chooses what is done with a request.
  public typealias Choice = @Sendable (UpstreamRequest) -> UpstreamScenario

  /// The address before `/chat/completions` and `/messages`.
  public let baseURL: String
  /// An address of the same kind where a connection is neither accepted nor refused (F60).
  public let hangingURL: String

  private let listener: any Channel
  private let hanging: HangingPort
  private let ledger: UpstreamLedger

  /// Starts an upstream; ``withScriptedUpstream(_:body:)`` also closes it.
  ///
  /// - Throws: What binding a port threw.
  public init(_ choice: @escaping Choice) async throws {
    let ledger = UpstreamLedger(choice: choice)
    self.ledger = ledger
    listener = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .serverChannelOption(.backlog, value: 1024)
      .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          let pipeline = channel.pipeline.syncOperations
          // Without its help against pipelining, which would keep a client's close from being seen.
          try pipeline.configureHTTPServerPipeline(withPipeliningAssistance: false, withErrorHandling: false)
          try pipeline.addHandler(UpstreamHandler(ledger: ledger))
        }
      }
      .bind(host: "127.0.0.1", port: 0).get()
    hanging = try await HangingPort()
    baseURL = "http://127.0.0.1:\(listener.localAddress?.port ?? 0)/v1"
    hangingURL = "http://127.0.0.1:\(hanging.port)/v1"
  }

  /// The requests that came, in order.
  public var requests: [UpstreamRequest] { ledger.requests }

  /// The requests that name a model, in order.
  public func requests(to model: String) -> [UpstreamRequest] { requests.filter { $0.model == model } }

  /// Listens no more; connections end with their clients.
  public func close() async {
    try? await listener.close()
    await hanging.close()
  }
}

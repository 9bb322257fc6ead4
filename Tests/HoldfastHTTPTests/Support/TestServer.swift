import AsyncHTTPClient
import Foundation
import Holdfast
import HoldfastEngine
import HoldfastHTTP
import HoldfastModel
import HoldfastSecurity
import Hummingbird
import HummingbirdTesting
import Logging
import NIOCore

/// A whole server in this process, on a free port.
struct TestServer: Sendable {
  let assembly: Assembly
  let stores: TestStores
  let port: Int
  let log: LogRecorder

  var services: Services { assembly.services }
  var engine: Engine { assembly.engine }

  /// One client for all tests; every reader needs a connection of its own.
  static let client: HTTPClient = {
    var configuration = HTTPClient.Configuration()
    configuration.redirectConfiguration = .disallow
    configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 4096
    configuration.httpVersion = .http1Only
    return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
  }()

  static let secretText = "a secret of the tests, of forty characters"

  /// The web page's files, where they are kept.
  static let webRoot = packageRoot.appendingPathComponent("Sources/HoldfastHTTP/Resources/web")
  static let packageRoot = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  @Sendable static func now() -> Timestamp {
    Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1000))
  }

  /// Runs a server for as long as the body takes.
  ///
  /// - Parameter agents: Who answers; `nil` for two agents that ask the provider.
  static func with<Value: Sendable>(
    _ provider: any ModelProvider = TestProvider.saying(), agents: [Agent]? = nil,
    stores: TestStores = .memory(),
    configure: (inout HoldfastConfiguration) throws -> Void = { _ in },
    _ body: @escaping @Sendable (TestServer) async throws -> Value
  ) async throws -> Value {
    var configuration = HoldfastConfiguration()
    configuration.http.port = 0
    configuration.http.webRoot = webRoot.path
    configuration.engine.drainBudget = .zero
    // One attempt, so that a failure is seen as it is; the tests of chains take more.
    configuration.attempts.maximum = 1
    try configure(&configuration)
    let secret = try MasterSecret(text: secretText)
    let environment = EngineEnvironment(
      clock: ContinuousClock(), now: now, ids: IDMaker(now: now) { UInt64.random(in: .min ... .max) },
      sealer: HMACFrameSealer(secret: secret), fingerprint: Fingerprint.sha256, jitter: { 0.5 })
    let log = LogRecorder()
    let assembly = try await Assembly(
      configuration: configuration, conversations: ConversationStores(stores.conversations), log: stores.log,
      agents: agents ?? [
        Agent(provider: provider, hasVision: configuration.provider.vision),
        Agent(name: "other", provider: provider),
      ],
      secret: secret, environment: environment, client: client,
      logger: Logger(label: "test") { _ in RecordingLogHandler(recorder: log) })
    return try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await assembly.engine.run(ownsStores: true) }
      defer { group.cancelAll() }
      return try await assembly.application().test(.live) { client in
        let server = TestServer(assembly: assembly, stores: stores, port: client.port ?? 0, log: log)
        do {
          let value = try await body(server)
          await assembly.engine.shutDown()
          return value
        } catch {
          await assembly.engine.shutDown()
          throw error
        }
      }
    }
  }

  /// Somebody with a cookie.
  func visitor() -> Visitor {
    Visitor(server: self, fields: [("cookie", "\(services.cookies.name)=\(services.cookies.make().value)")])
  }

  /// Somebody without.
  var nobody: Visitor { Visitor(server: self, fields: []) }

  /// Waits until no reply runs and all is saved.
  func untilQuiet() async throws { try await until { engine.runningCount == 0 } }

  /// Waits for something that cannot be waited for otherwise, looking again and again; the test's time limit ends it.
  func until(_ condition: () async throws -> Bool) async throws {
    while try await !condition() { try await Task.sleep(for: .milliseconds(2)) }
  }
}

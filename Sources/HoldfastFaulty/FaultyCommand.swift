import Foundation
import Holdfast
import HoldfastEngine
import Logging

/// The server that `holdfast serve` runs, which kills or stops itself at a point of its work: for tests, and no part of
/// what is shipped.
///
/// The configuration is taken from the environment alone, the point from `HOLDFAST_FAULT`; see ``FaultPoint``.
@main
enum FaultyCommand {
  private static let variable = "HOLDFAST_FAULT"

  static func main() async throws {
    var environment = ProcessInfo.processInfo.environment
    guard let text = environment.removeValue(forKey: variable), let point = FaultPoint(text: text) else {
      return fail("\(variable) names no point, such as settle:after:1")
    }
    let configuration: HoldfastConfiguration
    do {
      configuration = try ConfigurationLoader(environment: environment).load().valid()
    } catch {
      return fail(error.faults.map { "\($0)" }.joined(separator: "\n"))
    }
    LoggingSystem.bootstrap(StreamLogHandler.standardError)
    let fault = Fault(point)
    do {
      try await Server(configuration: configuration, logger: Logger(label: "holdfast-faulty")).run { stores in
        var stores = stores
        let conversations = FaultyConversations(base: stores.conversations.users, fault: fault)
        stores.conversations = ConversationStores(conversations)
        stores.log = FaultyLog(base: stores.log, fault: fault)
        return stores
      }
    } catch {
      fail("\(ServerFailure(error, of: configuration))")
    }
  }

  private static func fail(_ text: String) {
    FileHandle.standardError.write(Data("holdfast-faulty: \(text)\n".utf8))
    exit(1)
  }
}

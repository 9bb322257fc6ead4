import HoldfastModel
import HoldfastTools

extension ToolCall {
  /// A call as a model makes it.
  static let sample = ToolCall(
    id: "call_1", tool: "book", input: ["city": "Bonn", "nights": 2], key: "01stream/call_1",
    principal: .user("ann"), session: SessionID(rawValue: "s-1"))
}

extension HTTPToolConfiguration {
  /// A tool at a port of this machine, which it may be at.
  static func local(_ port: Int, host: String = "127.0.0.1") -> HTTPToolConfiguration {
    var configuration = HTTPToolConfiguration(
      definition: ToolDefinition(name: "book", summary: "Books a room.", inputSchema: ["type": "object"]),
      effect: .residue, url: "http://\(host):\(port)/book?v=1",
      compensateURL: "http://\(host):\(port)/undo", statusURL: "http://\(host):\(port)/status")
    configuration.allowsPrivateAddresses = true
    return configuration
  }
}

extension Surroundings {
  /// The system's, but for the names.
  static func resolving(with resolver: any HostResolver) -> Surroundings {
    var surroundings = Surroundings()
    surroundings.resolver = resolver
    return surroundings
  }
}

/// What a call throws; `nil` when it throws no error of a tool.
func fault(of work: () async throws -> some Sendable) async -> ToolError? {
  do {
    _ = try await work()
    return nil
  } catch {
    return error as? ToolError
  }
}

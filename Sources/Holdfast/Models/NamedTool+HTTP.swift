import HoldfastModel
import HoldfastSecurity
import HoldfastTools

extension HoldfastConfiguration.NamedTool {
  /// The tool that the entry describes.
  ///
  /// - Throws: ``HTTPToolError`` for an address that cannot be used, which is a fault of the configuration.
  func httpTool() throws(HTTPToolError) -> HTTPTool {
    try HTTPTool(
      HTTPToolConfiguration(
        definition: ToolDefinition(
          name: name, summary: summary ?? "", inputSchema: schema ?? ["type": "object"], title: title),
        effect: effect ?? .irreversible, needsApproval: needsApproval, url: url ?? "",
        compensateURL: compensateURL, statusURL: statusURL,
        secret: effectiveSecret.map { ToolSecret($0.reveal()) }, deadline: deadline,
        maximumOutputBytes: maximumOutputBytes, allowsPrivateAddresses: allowsPrivateAddresses))
  }
}

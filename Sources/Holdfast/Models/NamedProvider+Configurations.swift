import AsyncHTTPClient
import HoldfastModel
import HoldfastProviders
import HoldfastSecurity

extension HoldfastConfiguration.NamedProvider {
  /// How a model of a server is asked that speaks the OpenAI Chat Completions API.
  func openAICompatible(
    model: String, key: SecretText?, continuation: ContinuationMode?
  ) -> OpenAICompatibleConfiguration {
    var result = OpenAICompatibleConfiguration(
      name: name, baseURL: access.url ?? "", key: key.map { ProviderKey($0.reveal()) }, model: model,
      includeUsage: access.includeUsage, prefill: access.prefill, reasoningFields: access.reasoningFields,
      tokenLimit: access.tokenLimit, connectTimeout: access.connectTimeout,
      firstByteTimeout: access.firstByteTimeout, idleTimeout: access.idleTimeout,
      totalTimeout: access.totalTimeout, maximumEventBytes: access.maximumEventBytes,
      maximumConnections: access.maximumConnections)
    if let continuation { result.continuation = continuation }
    return result
  }

  /// How a model of a server is asked that speaks the Anthropic Messages API.
  func anthropic(
    model: String, key: SecretText?, continuation: ContinuationMode?
  ) -> AnthropicConfiguration {
    var result = AnthropicConfiguration(
      name: name, key: key.map { ProviderKey($0.reveal()) }, model: model,
      connectTimeout: access.connectTimeout, firstByteTimeout: access.firstByteTimeout,
      idleTimeout: access.idleTimeout, totalTimeout: access.totalTimeout,
      maximumEventBytes: access.maximumEventBytes, maximumConnections: access.maximumConnections)
    if let url = access.url { result.baseURL = url }
    if let continuation { result.continuation = continuation }
    return result
  }

  /// The configuration of the client that all its models share; `nil` when it is reached without.
  var clientConfiguration: HTTPClient.Configuration? {
    switch access.kind {
    case .openai: openAICompatible(model: "", key: nil, continuation: nil).clientConfiguration
    case .anthropic: anthropic(model: "", key: nil, continuation: nil).clientConfiguration
    case .scripted, nil: nil
    }
  }
}

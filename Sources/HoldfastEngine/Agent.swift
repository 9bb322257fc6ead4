public import HoldfastModel

/// Who answers: a provider with instructions, under a name that clients use.
public struct Agent: Sendable {
  /// The name in routes and records.
  public var name: String
  /// The model it asks.
  public var provider: any ModelProvider
  /// Instructions before the conversation.
  public var system: String?
  /// Whether the model reads images.
  public var hasVision: Bool

  /// The agent of the routes that name none.
  public static let defaultName = "default"

  /// Makes an agent.
  public init(
    name: String = Agent.defaultName, provider: any ModelProvider, system: String? = nil,
    hasVision: Bool = true
  ) {
    self.name = name
    self.provider = provider
    self.system = system
    self.hasVision = hasVision
  }
}

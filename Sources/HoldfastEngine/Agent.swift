public import HoldfastModel

/// Who answers: instructions and the models that are asked, in order, under a name that clients use.
public struct Agent: Sendable {
  /// Whether a reply that broke off is continued by another attempt.
  public enum Continuation: String, Sendable, Hashable, CaseIterable {
    /// Where the rules allow it (`docs/providers.md`).
    case auto
    /// A reply that broke off ends as it is.
    case never
  }

  /// The name in routes and records.
  public var name: String
  /// What it asks, the first choice first; never empty.
  public var targets: [Target]
  /// Instructions before the conversation.
  public var system: String?
  /// Whether a reply that broke off is continued.
  public var continuation: Continuation
  /// The most tokens that a reply may have; `nil` for the model's own limit.
  public var maximumOutputTokens: Int?
  /// What a reply is to be; one of JSON is never continued.
  public var format: ModelRequest.Format
  /// What a person is told that it is for.
  public var summary: String?
  /// The plan that its replies count towards, by name; where there is no such plan, it is only shown.
  public var quotaClass: String?
  /// What its models may have done on the server's side.
  public var tools: [any Tool]
  /// Whether its models may write artifacts, with the tool ``DocumentTool``.
  public var makesDocuments: Bool
  /// The most steps of a reply; `nil` for ``EngineConfiguration/maximumSteps``.
  public var maximumSteps: Int?

  /// The agent of the routes that name none.
  public static let defaultName = "default"

  /// Makes an agent.
  ///
  /// - Parameter targets: What it asks, the first choice first; not empty.
  public init(
    name: String = Agent.defaultName, targets: [Target], system: String? = nil,
    continuation: Continuation = .auto, maximumOutputTokens: Int? = nil, format: ModelRequest.Format = .text,
    summary: String? = nil, quotaClass: String? = nil, tools: [any Tool] = [], makesDocuments: Bool = false,
    maximumSteps: Int? = nil
  ) {
    self.name = name
    self.targets = targets
    self.system = system
    self.continuation = continuation
    self.maximumOutputTokens = maximumOutputTokens
    self.format = format
    self.summary = summary
    self.quotaClass = quotaClass
    self.tools = tools
    self.makesDocuments = makesDocuments
    self.maximumSteps = maximumSteps
  }

  /// Makes an agent that asks one model.
  public init(
    name: String = Agent.defaultName, provider: any ModelProvider, system: String? = nil,
    hasVision: Bool = true, continuation: Continuation = .auto
  ) {
    self.init(
      name: name, targets: [Target(provider: provider, hasVision: hasVision)], system: system,
      continuation: continuation)
  }

  /// Whether one of its models reads images.
  public var hasVision: Bool { targets.contains(where: \.hasVision) }
}

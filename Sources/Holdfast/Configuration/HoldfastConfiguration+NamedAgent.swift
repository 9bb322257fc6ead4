public import HoldfastEngine
public import HoldfastModel

extension HoldfastConfiguration {
  /// An agent: who answers under a name that clients use.
  public struct NamedAgent: Sendable, Hashable {
    /// The name: letters, digits, `-` and `_`; one agent is called ``Agent/defaultName``.
    public var name: String
    /// What a person is told that it is for.
    public var summary: String?
    /// Instructions before every conversation.
    public var systemPrompt: String?
    /// The models that are asked, the first choice first; never empty, and none of them twice.
    public var chain: [ModelName] = []
    /// Whether a reply that broke off is continued.
    public var continuation = Agent.Continuation.auto
    /// What a reply is to be.
    public var format = ModelRequest.Format.text
    /// The most tokens that a reply may have; `nil` for the model's own limit.
    public var maximumOutputTokens: Int?
    /// What its replies count as: the name of a plan where there are plans.
    public var quotaClass: String?
    /// Whether its models read images, those apart of which ``ModelFacts`` say otherwise.
    public var vision = true
    /// The tools that its models may call, by name; ``DocumentTool/name`` is among them without being configured.
    public var tools: [String] = []
    /// How many steps a reply may have: calls of a model, between which tools are called; `nil` for ``Effects``'.
    public var maximumSteps: Int?

    /// Makes an agent of defaults, which lacks a chain.
    public init(name: String) { self.name = name }
  }
}

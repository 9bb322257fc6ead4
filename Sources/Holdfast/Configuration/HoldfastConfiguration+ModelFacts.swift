public import HoldfastModel

extension HoldfastConfiguration {
  /// What is particular about one model of one provider.
  public struct ModelFacts: Sendable, Hashable {
    /// Provider and model, as in a chain.
    public var name: String
    /// How it goes on with a reply that broke off; `nil` for what its provider says.
    public var continuation: ContinuationMode?
    /// Whether it reads images; `nil` for what the agent says.
    public var vision: Bool?
    /// How long it may take to its first content; `nil` for what is usual.
    public var firstChunkTimeout: Duration?
    /// How long it may pause between two events; `nil` for what is usual.
    public var betweenChunksTimeout: Duration?

    /// Makes facts that say nothing.
    public init(name: String) { self.name = name }
  }
}

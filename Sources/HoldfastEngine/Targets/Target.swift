public import HoldfastModel

/// One model of one provider behind one key: what can be asked, and what can fail by itself.
public struct Target: Sendable {
  /// Its name in logs, status, metrics and records: provider, model, and which key, such as `openai/gpt-5#2`; never a key
  /// itself.
  public var id: String
  /// Asks it.
  public var provider: any ModelProvider
  /// Its place in the chain: targets of one place, such as those of several keys, share the work.
  public var rank: Int
  /// Whether the model reads images.
  public var hasVision: Bool
  /// How long it may take to its first content; `nil` for the engine's time.
  public var firstChunkTimeout: Duration?
  /// How long it may pause between two events; `nil` for the engine's time.
  public var betweenChunksTimeout: Duration?

  /// Makes a target.
  ///
  /// - Parameter id: Its name; by default provider and model.
  public init(
    id: String? = nil, provider: any ModelProvider, rank: Int = 0, hasVision: Bool = true,
    firstChunkTimeout: Duration? = nil, betweenChunksTimeout: Duration? = nil
  ) {
    self.id = id ?? "\(provider.name)/\(provider.model)"
    self.provider = provider
    self.rank = rank
    self.hasVision = hasVision
    self.firstChunkTimeout = firstChunkTimeout
    self.betweenChunksTimeout = betweenChunksTimeout
  }
}

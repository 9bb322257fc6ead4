import HoldfastEngine

extension HoldfastConfiguration {
  /// How tools are called and what they have done is undone; ``EngineConfiguration`` says what each means.
  public struct Effects: Sendable, Hashable {
    /// How many steps a reply may have, where its agent does not say.
    public var maximumSteps = EngineConfiguration().maximumSteps
    /// The most bytes of a tool's answer that a model is shown.
    public var outputBytes = EngineConfiguration().toolOutputBytes
    /// How often undoing an effect is tried before a person has to look at it.
    public var maximumCompensations = EngineConfiguration().maximumCompensations

    /// Makes a configuration of defaults.
    public init() {}

    func apply(to configuration: inout EngineConfiguration) {
      configuration.maximumSteps = maximumSteps
      configuration.toolOutputBytes = outputBytes
      configuration.maximumCompensations = maximumCompensations
    }
  }
}

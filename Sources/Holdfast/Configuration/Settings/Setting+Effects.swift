extension Setting {
  /// How tools are called.
  static let effects = [
    Setting(
      "effects.maximumSteps", \.effects.maximumSteps, .integer(1...100),
      "How many steps a reply may have, where its agent does not say: calls of a model, between which tools are called."
    ),
    Setting(
      "effects.outputBytes", \.effects.outputBytes, .bytes(100...1 << 24),
      "How much of a tool's answer a model is shown; of a longer one it is shown the beginning."),
    Setting(
      "effects.maximumCompensations", \.effects.maximumCompensations, .integer(1...1000),
      "How often undoing an effect is tried before a person has to look at it."),
  ]
}

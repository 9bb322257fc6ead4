extension Setting {
  /// How what is used is counted.
  static let quota = [
    Setting(
      "quota.timeZone", \.quota.timeZone, .timeZone,
      "Where days and months begin for the limits of `plans`, unless the user's own time zone is known."),
    Setting(
      "quota.reservationMs", \.quota.reservationTime, .milliseconds(1000...3_600_000),
      "How long quota is set aside for a reply of which nothing is heard; a running one keeps it."),
    Setting(
      "quota.budgetMs", \.quota.budget, .milliseconds(0...3_600_000),
      "How long writing down what a reply has used is retried before it is left to the reconciler."),
    Setting(
      "quota.retentionMs", \.quota.retention, .milliseconds(60_000...31_622_400_000),
      "How long what became of reservations is kept; longer than a month, so that a month adds up."),
  ]

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

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
}

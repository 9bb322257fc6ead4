extension Setting {
  /// How what is used is counted.
  static let quota = [
    Setting(
      "quota.timeZone", \.quota.timeZone, .timeZone,
      "Where days and months begin for the limits of `plans`, unless the user's own time zone is known.")
  ]
}

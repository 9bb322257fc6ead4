extension Duration {
  /// The duration in whole milliseconds, which is how times are configured.
  var wholeMilliseconds: Int {
    Int(components.seconds) * 1_000 + Int(components.attoseconds / 1_000_000_000_000_000)
  }
}

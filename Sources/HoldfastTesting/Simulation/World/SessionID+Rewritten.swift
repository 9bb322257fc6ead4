import HoldfastModel

extension SessionID {
  /// Whether clients edit, regenerate and continue in the session: what was said there does not stay.
  var isRewritten: Bool { rawValue.hasSuffix("-rewritten") }
}

/// The version of Holdfast.
public enum HoldfastVersion {
  /// The version of this build.
  public static let current = "0.1.0"
}

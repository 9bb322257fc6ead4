/// A label and all values that it can have.
public struct MetricLabel: Sendable, Hashable {
  /// The value that stands for every one that is not listed, where a label has it.
  public static let other = "other"

  /// The name of the label.
  public let name: String
  /// Its values, in the order in which they are printed.
  public let values: [String]

  /// A label of listed values.
  public init(_ name: String, _ values: [String]) {
    self.name = name
    self.values = values
  }

  /// A label whose values are the cases of an enumeration.
  public init<Value: CaseIterable & RawRepresentable<String>>(
    _ name: String, _ type: Value.Type, and more: [String] = []
  ) {
    self.init(name, type.allCases.map(\.rawValue) + more)
  }

  /// The version of the server: one value, which is known when a registry is made.
  static let version = MetricLabel("version", [])

  /// The value to count under: the given one when it is listed, else ``other``.
  func closed(_ value: String) -> String { values.contains(value) ? value : Self.other }
}

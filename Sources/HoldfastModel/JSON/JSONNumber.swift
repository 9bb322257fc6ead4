/// A JSON number by its text, so that `1.0`, `1e400` and 30-digit integers come back as they were.
public struct JSONNumber: Sendable, Hashable {
  /// The number as it stands in JSON.
  public let text: String

  /// Makes a number from text that the parser has checked against the JSON grammar.
  init(validated text: String) { self.text = text }

  /// Makes a number from an integer.
  public init(_ value: Int) { self.text = String(value) }

  /// Makes a number from a finite floating-point value; infinities and NaN, which JSON lacks, become 0.
  public init(_ value: Double) { self.text = value.isFinite ? "\(value)" : "0" }

  /// The value when it is an integer that fits.
  public var intValue: Int? { Int(text) }

  /// The nearest floating-point value.
  public var doubleValue: Double { Double(text) ?? 0 }
}

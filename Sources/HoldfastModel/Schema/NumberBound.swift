/// A bound of numbers.
struct NumberBound: Sendable {
  let relation: Relation
  let value: ExactDecimal
  /// The bound as it was written.
  let text: String

  /// How a number must stand to the bound.
  enum Relation: String, CaseIterable, Sendable {
    case minimum, maximum, exclusiveMinimum, exclusiveMaximum

    var words: String {
      switch self {
      case .minimum: "at least"
      case .maximum: "at most"
      case .exclusiveMinimum: "more than"
      case .exclusiveMaximum: "less than"
      }
    }
  }

  /// Whether a number keeps to the bound.
  func takes(_ number: ExactDecimal) -> Bool {
    switch relation {
    case .minimum: number >= value
    case .maximum: number <= value
    case .exclusiveMinimum: number > value
    case .exclusiveMaximum: number < value
    }
  }
}

/// The kinds of JSON values that `type` tells apart.
enum SchemaType: String, CaseIterable {
  case null, boolean, integer, number, string, array, object

  /// The kind with its article: `an array`.
  var words: String {
    switch self {
    case .null: "null"
    case .boolean: "a boolean"
    case .integer: "an integer"
    case .number: "a number"
    case .string: "a string"
    case .array: "an array"
    case .object: "an object"
    }
  }

  /// The kind of a value; an integer is one by its value, so `1.0` is one too.
  init(of value: JSONValue) {
    switch value {
    case .null: self = .null
    case .bool: self = .boolean
    case .number(let number): self = ExactDecimal(number).isInteger ? .integer : .number
    case .string: self = .string
    case .array: self = .array
    case .object: self = .object
    }
  }

  /// Whether a value of another kind is of this kind as well.
  func takes(_ other: SchemaType) -> Bool { self == other || (self == .number && other == .integer) }
}

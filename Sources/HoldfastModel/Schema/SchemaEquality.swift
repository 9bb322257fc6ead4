/// Equality of JSON values as JSON Schema has it.
enum SchemaEquality {
  /// Whether two values are the same: numbers by value, text scalar by scalar, objects in any order.
  static func isSame(_ left: JSONValue, _ right: JSONValue) -> Bool {
    switch (left, right) {
    case (.number(let left), .number(let right)):
      return left.text == right.text || ExactDecimal(left) == ExactDecimal(right)
    case (.string(let left), .string(let right)):
      // `==` would also take another way to write the same characters.
      return left.utf8.elementsEqual(right.utf8)
    case (.array(let left), .array(let right)):
      return left.count == right.count && zip(left, right).allSatisfy { isSame($0, $1) }
    case (.object(let left), .object(let right)):
      guard left.members.count == right.members.count else { return false }
      return left.members.allSatisfy { member in
        right[member.key].map { isSame(member.value, $0) } ?? false
      }
    case (.null, .null): return true
    case (.bool(let left), .bool(let right)): return left == right
    default: return false
    }
  }
}

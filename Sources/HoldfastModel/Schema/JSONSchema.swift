/// The form that a JSON value must have: the part of JSON Schema (2020-12) that the inputs of tools use.
///
/// | keyword | |
/// | --- | --- |
/// | `type` | one name or several |
/// | `enum`, `const` | numbers are compared by value, objects without regard to order |
/// | `properties`, `required`, `additionalProperties` | the latter is a boolean or a schema |
/// | `items` | one schema for all elements |
/// | `minimum`, `maximum`, `exclusiveMinimum`, `exclusiveMaximum` | compared exactly, however long the numbers |
/// | `minLength`, `maxLength` | counted in Unicode scalars |
/// | `minItems`, `maxItems` | |
/// | `anyOf`, `oneOf`, `allOf` | |
/// | `title`, `description`, `default`, `examples`, `format`, `$schema`, `$comment` | told to the model, not checked |
///
/// Every other keyword is refused, since to pass over one would be to promise a check that nobody makes. `$ref` is
/// among them, which keeps a check as long as the schema times the value at most, and `pattern`, whose expressions
/// can take exponential time.
public struct JSONSchema: Sendable {
  /// How many schemas may stand inside one another; a value is never entered deeper than that.
  public static let maximumDepth = 32
  /// The most faults that are told of one value.
  public static let maximumViolations = 8

  /// The schema as it was given.
  public let json: JSONValue
  private let root: SchemaNode

  /// Reads a schema.
  ///
  /// - Throws: ``JSONSchemaError`` for what is no schema, nests too deep, or has a keyword that would not be checked.
  public init(_ json: JSONValue) throws(JSONSchemaError) {
    self.json = json
    self.root = try SchemaReader(place: .root, depth: 1).node(json)
  }

  /// What is wrong with a value; empty when it fits.
  ///
  /// At most ``maximumViolations`` faults are named, the first ones in the order of the schema.
  public func validate(_ value: JSONValue) -> [Violation] {
    var check = SchemaCheck(limit: Self.maximumViolations)
    check.check(value, against: root, at: .root)
    return check.violations
  }
}

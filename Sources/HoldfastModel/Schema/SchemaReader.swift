/// Reads one schema, and through readers of its own the ones inside it.
struct SchemaReader {
  /// Keywords that tell the model something and ask for nothing.
  private static let annotations: Set<String> = [
    "title", "description", "default", "examples", "format", "$schema", "$comment",
  ]

  let place: SchemaPlace
  let depth: Int

  func node(_ json: JSONValue) throws(JSONSchemaError) -> SchemaNode {
    guard depth <= JSONSchema.maximumDepth else {
      throw fault("nests deeper than \(JSONSchema.maximumDepth) schemas")
    }
    var node = SchemaNode()
    switch json {
    case .bool(let value): node.isNever = !value
    case .object(let object):
      for member in object.members { try take(member.key, member.value, into: &node) }
    default: throw fault("must be a schema, an object or a boolean")
    }
    return node
  }

  private func take(
    _ keyword: String, _ value: JSONValue, into node: inout SchemaNode
  ) throws(JSONSchemaError) {
    let here = at(keyword)
    switch keyword {
    case "type": node.types = try here.types(value)
    case "enum": node.choices = try here.choices(value)
    case "const": node.constant = try here.bounded(value)
    case "properties": node.properties = try here.properties(value)
    case "required": node.required = try here.names(value)
    case "additionalProperties": node.additional = SchemaNode.Sub(try here.inner(value))
    case "items": node.items = SchemaNode.Sub(try here.inner(value))
    case "minLength": node.length.least = try here.count(value)
    case "maxLength": node.length.most = try here.count(value)
    case "minItems": node.count.least = try here.count(value)
    case "maxItems": node.count.most = try here.count(value)
    case "pattern":
      throw here.fault("cannot be checked in bounded time; say it in the description, or use enum")
    default:
      if let relation = NumberBound.Relation(rawValue: keyword) {
        node.bounds.append(try here.bound(relation, value))
      } else if let kind = SchemaNode.Group.Kind(rawValue: keyword) {
        node.groups.append(SchemaNode.Group(kind: kind, nodes: try here.schemas(value)))
      } else if !Self.annotations.contains(keyword) {
        throw here.fault("is not a keyword that can be checked")
      }
    }
  }

  // MARK: Places

  private func at(_ name: String) -> SchemaReader { SchemaReader(place: place.property(name), depth: depth) }

  private func at(_ index: Int) -> SchemaReader { SchemaReader(place: place.element(index), depth: depth) }

  private func fault(_ message: String) -> JSONSchemaError {
    JSONSchemaError(place: place.text, message: message)
  }

  // MARK: Schemas inside this one

  private func inner(_ value: JSONValue) throws(JSONSchemaError) -> SchemaNode {
    try SchemaReader(place: place, depth: depth + 1).node(value)
  }

  private func schemas(_ value: JSONValue) throws(JSONSchemaError) -> [SchemaNode] {
    guard let elements = value.arrayValue, !elements.isEmpty else {
      throw fault("must be an array of at least one schema")
    }
    var nodes: [SchemaNode] = []
    for (index, element) in elements.enumerated() { nodes.append(try at(index).inner(element)) }
    return nodes
  }

  private func properties(_ value: JSONValue) throws(JSONSchemaError) -> [SchemaNode.Property] {
    guard let object = value.objectValue else { throw fault("must be an object of schemas") }
    var properties: [SchemaNode.Property] = []
    for member in object.members {
      let node = try at(member.key).inner(member.value)
      properties.append(SchemaNode.Property(name: member.key, node: node))
    }
    return properties
  }

  // MARK: Values

  private func types(_ value: JSONValue) throws(JSONSchemaError) -> [SchemaType] {
    let known = SchemaType.allCases.map(\.rawValue).joined(separator: ", ")
    guard let elements = value.arrayValue ?? value.stringValue.map({ [.string($0)] }), !elements.isEmpty
    else { throw fault("must be the name of a type, or an array of them: \(known)") }
    var types: [SchemaType] = []
    for element in elements {
      guard let type = element.stringValue.flatMap(SchemaType.init(rawValue:)) else {
        throw fault("has a type that is none of \(known)")
      }
      types.append(type)
    }
    return types
  }

  private func choices(_ value: JSONValue) throws(JSONSchemaError) -> [JSONValue] {
    guard let elements = value.arrayValue, !elements.isEmpty else {
      throw fault("must be an array of at least one value")
    }
    for (index, element) in elements.enumerated() { _ = try at(index).bounded(element) }
    return elements
  }

  private func names(_ value: JSONValue) throws(JSONSchemaError) -> [String] {
    let names = value.arrayValue?.map(\.stringValue) ?? [nil]
    guard !names.contains(nil) else { throw fault("must be an array of names") }
    return names.compactMap(\.self)
  }

  private func count(_ value: JSONValue) throws(JSONSchemaError) -> Int {
    guard let count = value.intValue, count >= 0 else { throw fault("must be an integer of at least 0") }
    return count
  }

  private func bound(
    _ relation: NumberBound.Relation, _ value: JSONValue
  ) throws(JSONSchemaError) -> NumberBound {
    guard case .number(let number) = value else { throw fault("must be a number") }
    return NumberBound(relation: relation, value: ExactDecimal(number), text: number.text)
  }

  /// A value that others are compared with, when it is not too deep to be gone through.
  private func bounded(_ value: JSONValue) throws(JSONSchemaError) -> JSONValue {
    guard Self.isWithin(JSONSchema.maximumDepth, value) else {
      throw fault("nests deeper than \(JSONSchema.maximumDepth) arrays and objects")
    }
    return value
  }

  private static func isWithin(_ depth: Int, _ value: JSONValue) -> Bool {
    switch value {
    case .array(let elements): depth > 0 && elements.allSatisfy { isWithin(depth - 1, $0) }
    case .object(let object): depth > 0 && object.members.allSatisfy { isWithin(depth - 1, $0.value) }
    default: true
    }
  }
}

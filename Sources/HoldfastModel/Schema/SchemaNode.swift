/// A schema as it is checked: what it asks for, read once.
struct SchemaNode: Sendable {
  /// Whether nothing fits: the schema `false`.
  var isNever = false
  /// The kinds of values that fit; any when empty.
  var types: [SchemaType] = []
  /// The only values that fit, from `enum`.
  var choices: [JSONValue]?
  /// The only value that fits, from `const`.
  var constant: JSONValue?
  /// The schemas of the properties that have one, in order.
  var properties: [Property] = []
  /// The names that an object must have.
  var required: [String] = []
  /// The schema of properties without one of their own.
  var additional: Sub?
  /// The schema of the elements.
  var items: Sub?
  /// What numbers are held against.
  var bounds: [NumberBound] = []
  /// The lengths that a string may have.
  var length = SizeBounds()
  /// The numbers of elements that an array may have.
  var count = SizeBounds()
  /// Groups of schemas that stand beside this one.
  var groups: [Group] = []

  /// A name and the schema of its value.
  struct Property: Sendable {
    let name: String
    let node: SchemaNode
  }

  /// A schema inside another: a value cannot hold one of its own kind but through an array.
  struct Sub: Sendable {
    private let nodes: [SchemaNode]

    init(_ node: SchemaNode) { nodes = [node] }
    var node: SchemaNode { nodes[0] }
  }

  /// One of `anyOf`, `oneOf` and `allOf`.
  struct Group: Sendable {
    let kind: Kind
    let nodes: [SchemaNode]

    enum Kind: String { case anyOf, oneOf, allOf }
  }

  /// The least and the most of something that is counted.
  struct SizeBounds: Sendable {
    var least = 0
    var most: Int?
  }

  /// The schema of a property; `nil` when it has none of its own.
  func property(_ name: String) -> SchemaNode? {
    properties.first { $0.name.utf8.elementsEqual(name.utf8) }?.node
  }
}

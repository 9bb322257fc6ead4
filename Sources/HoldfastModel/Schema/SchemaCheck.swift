/// One check of a value against a schema: collects what does not fit, up to a number of faults.
///
/// Every step goes one schema deeper, so its depth is the schema's and not the value's.
struct SchemaCheck {
  /// What was found.
  private(set) var violations: [JSONSchema.Violation] = []
  private let limit: Int

  init(limit: Int) { self.limit = limit }

  private var isFull: Bool { violations.count >= limit }

  /// Checks a value and what is inside it.
  mutating func check(_ value: JSONValue, against node: SchemaNode, at place: SchemaPlace) {
    guard !isFull else { return }
    if node.isNever { return add(place, "must not be there") }
    guard hasType(value, node, at: place) else { return }  // more words about it would only repeat that
    checkChoices(value, node, at: place)
    switch value {
    case .number(let number): check(number, node, at: place)
    case .string(let text):
      check(text.unicodeScalars.count, within: node.length, of: "character", at: place)
    case .array(let elements): check(elements, node, at: place)
    case .object(let object): check(object, node, at: place)
    case .null, .bool: break
    }
    for group in node.groups { check(value, group, at: place) }
  }

  private mutating func add(_ place: SchemaPlace, _ message: String) {
    if !isFull { violations.append(JSONSchema.Violation(place: place.text, message: message)) }
  }

  // MARK: Any value

  private mutating func hasType(_ value: JSONValue, _ node: SchemaNode, at place: SchemaPlace) -> Bool {
    if node.types.isEmpty { return true }
    let type = SchemaType(of: value)
    if node.types.contains(where: { $0.takes(type) }) { return true }
    let wanted = node.types.map(\.words).joined(separator: " or ")
    add(place, "must be \(wanted), not \(type.words)")
    return false
  }

  private mutating func checkChoices(_ value: JSONValue, _ node: SchemaNode, at place: SchemaPlace) {
    if let constant = node.constant, !SchemaEquality.isSame(constant, value) {
      add(place, "must be \(SchemaWords.value(constant))")
    }
    if let choices = node.choices, !choices.contains(where: { SchemaEquality.isSame($0, value) }) {
      add(place, "must be one of \(SchemaWords.list(choices.map(SchemaWords.value)))")
    }
  }

  private mutating func check(_ value: JSONValue, _ group: SchemaNode.Group, at place: SchemaPlace) {
    if group.kind == .allOf {
      for node in group.nodes { check(value, against: node, at: place) }
      return
    }
    guard !isFull else { return }
    let outcomes = group.nodes.map { node in
      var trial = SchemaCheck(limit: limit)
      trial.check(value, against: node, at: place)
      return trial.violations
    }
    let fits = outcomes.count { $0.isEmpty }
    if fits == 0 {
      let nearest = outcomes.min { $0.count < $1.count }?.first
      let words = nearest.map { $0.place == place.text ? $0.message : $0.description } ?? ""
      add(place, "fits none of the \(group.nodes.count) forms that are allowed; the nearest one: \(words)")
    } else if group.kind == .oneOf, fits > 1 {
      add(place, "must fit one form alone, but fits \(fits) of \(group.nodes.count)")
    }
  }

  // MARK: Values of a kind

  private mutating func check(_ number: JSONNumber, _ node: SchemaNode, at place: SchemaPlace) {
    if node.bounds.isEmpty { return }
    let value = ExactDecimal(number)
    for bound in node.bounds where !bound.takes(value) {
      add(place, "must be \(bound.relation.words) \(bound.text)")
    }
  }

  private mutating func check(
    _ count: Int, within bounds: SchemaNode.SizeBounds, of thing: String, at place: SchemaPlace
  ) {
    if count < bounds.least {
      add(place, "must have at least \(SchemaWords.count(bounds.least, of: thing)), not \(count)")
    }
    if let most = bounds.most, count > most {
      add(place, "must have at most \(SchemaWords.count(most, of: thing)), not \(count)")
    }
  }

  private mutating func check(_ elements: [JSONValue], _ node: SchemaNode, at place: SchemaPlace) {
    check(elements.count, within: node.count, of: "element", at: place)
    guard let items = node.items?.node else { return }
    for (index, element) in elements.enumerated() {
      if isFull { return }
      check(element, against: items, at: place.element(index))
    }
  }

  private mutating func check(_ object: JSONObject, _ node: SchemaNode, at place: SchemaPlace) {
    for name in node.required where object[name] == nil {
      add(place, "must have the property \(SchemaWords.value(.string(name)))")
    }
    if node.properties.isEmpty, node.additional == nil { return }
    for member in object.members {
      if isFull { return }
      if let property = node.property(member.key) {
        check(member.value, against: property, at: place.property(member.key))
      } else if let additional = node.additional?.node {
        checkAdditional(member.value, additional, node, at: place.property(member.key))
      }
    }
  }

  private mutating func checkAdditional(
    _ value: JSONValue, _ additional: SchemaNode, _ node: SchemaNode, at place: SchemaPlace
  ) {
    guard additional.isNever else { return check(value, against: additional, at: place) }
    let known = SchemaWords.list(node.properties.map { SchemaWords.value(.string($0.name)) })
    add(place, "is not a known property\(known.isEmpty ? "" : "; known are \(known)")")
  }
}

/// How values of a schema are told to a model: as JSON, and not at any length.
enum SchemaWords {
  private static let maximumListed = 16

  /// A value as JSON, shortened.
  static func value(_ value: JSONValue) -> String { SchemaPlace.shortened(value.text) }

  /// A number of things.
  static func count(_ count: Int, of thing: String) -> String {
    count == 1 ? "1 \(thing)" : "\(count) \(thing)s"
  }

  /// The first of several things.
  static func list(_ things: [String]) -> String {
    let listed = things.prefix(maximumListed).joined(separator: ", ")
    return things.count > maximumListed ? "\(listed) and \(things.count - maximumListed) more" : listed
  }
}

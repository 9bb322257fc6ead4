import HoldfastModel
import HoldfastStores

/// JSON as the stores keep it: one line of text, in which nothing is changed.
enum StoredJSON {
  /// The nesting that is read back: more than any request or provider may send, so that what was taken can be read.
  static let maximumDepth = 256

  /// The text of a value.
  ///
  /// - Throws: `refused` when it is larger than any value may be.
  static func text(_ value: JSONValue) throws -> String {
    let text = value.text
    try StoredBytes.check(text.utf8.count)
    return text
  }

  /// The text of a value that may be missing.
  static func text(_ value: JSONValue?) throws -> String? {
    guard let value else { return nil }
    return try text(value)
  }
}

package import HoldfastModel

/// JSON as the stores keep it: one line of text, in which nothing is changed.
package enum StoredJSON {
  /// The nesting that is read back: more than any request or provider may send, so that what was taken can be read.
  package static let maximumDepth = 256

  /// The text of a value.
  ///
  /// - Throws: `refused` when it is larger than any value may be.
  package static func text(_ value: JSONValue) throws(StoreError) -> String {
    let text = value.text
    try StoredBytes.check(text.utf8.count)
    return text
  }

  /// The text of a value that may be missing.
  package static func text(_ value: JSONValue?) throws(StoreError) -> String? {
    guard let value else { return nil }
    return try text(value)
  }

  /// The text of a message's parts.
  package static func text(_ parts: [MessagePart]) throws(StoreError) -> String {
    try text(JSONValue.array(parts.map { .object($0.json) }))
  }

  /// Reads the text of a value.
  package static func value(_ text: [UInt8]) throws(JSONParsingError) -> JSONValue {
    try JSONParser.parse(text, maximumDepth: maximumDepth)
  }
}

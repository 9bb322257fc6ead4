import HoldfastModel

/// Names one anonymous principal: 26 characters, as ``HoldfastModel/IDMaker`` makes them.
struct AnonymousID: Identifier {
  let rawValue: String
  init(rawValue: String) { self.rawValue = rawValue }

  /// How many characters a name has.
  static let length = 26

  /// Whether bytes are such a name: 26 of Crockford's base 32, in lower case.
  static func isValid(_ bytes: [UInt8]) -> Bool {
    bytes.count == length && bytes.allSatisfy("0123456789abcdefghjkmnpqrstvwxyz".utf8.contains)
  }
}

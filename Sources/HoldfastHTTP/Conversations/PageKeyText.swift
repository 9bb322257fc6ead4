import HoldfastModel
import HoldfastStores

/// A place in the list of sessions, as text in a query.
enum PageKeyText {
  static func encode(_ key: SessionRecord.PageKey) -> String { "\(key.updatedAt.milliseconds).\(key.id)" }

  /// - Throws: ``ChatError`` 400 for anything that ``encode(_:)`` did not write.
  static func decode(_ text: String) throws(ChatError) -> SessionRecord.PageKey {
    guard let dot = text.firstIndex(of: "."), let milliseconds = Int64(text[..<dot]),
      ClientIdentifier.isValid(String(text[text.index(after: dot)...]))
    else { throw ChatError.invalidRequest("before is no place in the list") }
    return SessionRecord.PageKey(
      updatedAt: Timestamp(milliseconds: milliseconds),
      id: SessionID(rawValue: String(text[text.index(after: dot)...])))
  }
}

/// Text and bytes as the stores keep them.
package enum StoredBytes {
  /// The largest value of one column or field.
  ///
  /// The databases' own limits are far higher; nothing in a chat comes near this one.
  package static let maximumBytes = 64 << 20

  /// Refuses a value that is too large.
  package static func check(_ count: Int) throws(StoreError) {
    guard count <= maximumBytes else {
      throw StoreError(.refused, "a value of \(count) bytes is larger than \(maximumBytes)")
    }
  }
}

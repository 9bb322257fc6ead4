import Foundation
import HoldfastModel
import HoldfastStores

/// Text and bytes as the stores keep them.
enum StoredBytes {
  /// The largest value of one column.
  ///
  /// SQLite's own limit is 1 GB; nothing in a chat comes near this one.
  static let maximumBytes = 64 << 20

  /// Refuses a value that is too large.
  static func check(_ count: Int) throws(StoreError) {
    guard count <= maximumBytes else {
      throw StoreError(.refused, "a value of \(count) bytes is larger than \(maximumBytes)")
    }
  }
}

extension String {
  /// The text as bytes, which unlike SQLite's text may hold a NUL.
  var stored: Data { Data(utf8) }
}

extension Identifier {
  /// The name as bytes.
  var stored: Data { rawValue.stored }
}

extension Principal {
  /// The principal as bytes.
  var stored: Data { text.stored }
}

extension Timestamp {
  /// The time as a number.
  var stored: Int64 { milliseconds }
}

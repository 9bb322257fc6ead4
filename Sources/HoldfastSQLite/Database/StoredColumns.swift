import Foundation
import HoldfastModel

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

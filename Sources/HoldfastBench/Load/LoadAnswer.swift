/// What came of one request.
package struct LoadAnswer: Sendable {
  /// The HTTP status; 0 when there was none.
  package var status = 0
  /// The fields of the head, in lower case.
  package var fields: [String: String] = [:]
  /// The body, when it was to be kept.
  package var body: [UInt8] = []
  package var tokens = 0
  /// Whether the answer came to its end.
  package var isWhole = false

  /// The cookie that a server gave.
  var cookie: String? { fields["set-cookie"]?.split(separator: ";").first.map(String.init) }

  /// The lines that are the same for all readers of one stream: of frames with a cursor, the cursor and the data.
  ///
  /// What belongs to one connection alone, such as a sign of life, has no cursor.
  package var frames: [Substring] {
    String(decoding: body, as: UTF8.self).components(separatedBy: "\n\n")
      .filter { $0.hasPrefix("id: ") }
  }
}

extension String {
  /// The parts between some texts.
  fileprivate func components(separatedBy separator: String) -> [Substring] {
    self.split(separator: separator)
  }
}

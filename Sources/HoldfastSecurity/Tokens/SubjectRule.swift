import Foundation

/// Which subjects of tokens can name a user.
///
/// Two subjects that are different bytes must stay different users everywhere: in a Swift comparison, a database key
/// and a log line. So what could be taken for another subject is refused.
enum SubjectRule {
  /// The longest subject, in bytes.
  static let maximumBytes = 200

  /// Whether a subject can name a user.
  static func isValid(_ subject: String) -> Bool {
    guard (1...maximumBytes).contains(subject.utf8.count),
      subject.unicodeScalars.allSatisfy(isAllowed)
    else { return false }
    if subject.utf8.allSatisfy({ $0 < 0x80 }) { return true }
    // Swift compares strings by canonical equivalence, stores by bytes; in normal form C the two agree.
    return subject.precomposedStringWithCanonicalMapping.utf8.elementsEqual(subject.utf8)
  }

  private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator: false
    // What a lone surrogate of JSON is read as: several texts would become this one.
    default: scalar != "\u{FFFD}"
    }
  }
}

/// A place in a JSON value, as a JSON Pointer (RFC 6901) that cannot grow without bound.
///
/// What is named in a value may be anything: a long name is cut, and below a long place nothing more is named.
struct SchemaPlace {
  private static let maximumNameLength = 64
  private static let maximumBytes = 256

  /// The whole value.
  static let root = SchemaPlace(text: "")

  /// The pointer; where it was cut it has an ellipsis.
  let text: String

  /// The place of a property.
  func property(_ name: String) -> SchemaPlace {
    let escaped = Self.shortened(name).replacing("~", with: "~0").replacing("/", with: "~1")
    return step(escaped)
  }

  /// The place of an element.
  func element(_ index: Int) -> SchemaPlace { step(String(index)) }

  private func step(_ step: String) -> SchemaPlace {
    if text.utf8.count <= Self.maximumBytes { return SchemaPlace(text: "\(text)/\(step)") }
    return text.hasSuffix("/…") ? self : SchemaPlace(text: "\(text)/…")
  }

  /// A name that is short enough to be told.
  static func shortened(_ name: String) -> String {
    let scalars = name.unicodeScalars
    let end = scalars.index(scalars.startIndex, offsetBy: maximumNameLength, limitedBy: scalars.endIndex)
    guard let end, end < scalars.endIndex else { return name }
    return "\(name[..<end])…"
  }
}

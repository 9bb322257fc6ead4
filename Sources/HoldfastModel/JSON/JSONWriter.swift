/// Writes JSON as one line of UTF-8: no spaces, control characters escaped.
///
/// What it writes can stand in a `data:` line of an event stream as it is.
public struct JSONWriter: Sendable {
  /// What was written so far.
  public private(set) var bytes: [UInt8] = []
  private var needsComma = false

  /// Makes an empty writer.
  public init() {}

  /// What was written so far, as text.
  public var text: String { String(decoding: bytes, as: UTF8.self) }

  /// Writes a value of any kind.
  public mutating func write(_ value: JSONValue) {
    switch value {
    case .null: raw("null")
    case .bool(let value): raw(value ? "true" : "false")
    case .number(let number): raw(number.text)
    case .string(let value): string(value)
    case .array(let elements): array { writer in for element in elements { writer.element(element) } }
    case .object(let object): write(object)
    }
  }

  /// Writes an object with its members in their order.
  public mutating func write(_ object: JSONObject) {
    self.object { writer in for member in object.members { writer.member(member.key, member.value) } }
  }

  /// Writes an object whose members the body writes.
  public mutating func object(_ body: (inout JSONWriter) -> Void) {
    bytes.append(UInt8(ascii: "{"))
    needsComma = false
    body(&self)
    bytes.append(UInt8(ascii: "}"))
    needsComma = true
  }

  /// Writes an array whose elements the body writes.
  public mutating func array(_ body: (inout JSONWriter) -> Void) {
    bytes.append(UInt8(ascii: "["))
    needsComma = false
    body(&self)
    bytes.append(UInt8(ascii: "]"))
    needsComma = true
  }

  /// Writes an element of an array.
  public mutating func element(_ value: JSONValue) {
    comma()
    write(value)
    needsComma = true
  }

  /// Writes the name of a member; its value must follow.
  public mutating func key(_ key: String) {
    comma()
    string(key)
    bytes.append(UInt8(ascii: ":"))
    needsComma = false
  }

  /// Writes a member; nothing when the value is `nil`.
  public mutating func member(_ key: String, _ value: JSONValue?) {
    guard let value else { return }
    self.key(key)
    write(value)
    needsComma = true
  }

  /// Writes a member that is a string; nothing when it is `nil`.
  public mutating func member(_ key: String, _ value: String?) {
    guard let value else { return }
    self.key(key)
    string(value)
    needsComma = true
  }

  /// Writes a string with its quotes.
  public mutating func string(_ value: String) {
    bytes.append(UInt8(ascii: "\""))
    var value = value
    value.withUTF8 { utf8 in
      var start = 0
      for index in utf8.indices {
        let byte = utf8[index]
        guard byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") else { continue }
        bytes.append(contentsOf: utf8[start..<index])
        escape(byte)
        start = index + 1
      }
      bytes.append(contentsOf: utf8[start...])
    }
    bytes.append(UInt8(ascii: "\""))
    needsComma = true
  }

  private mutating func escape(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "\""): raw("\\\"")
    case UInt8(ascii: "\\"): raw("\\\\")
    case 0x0A: raw("\\n")
    case 0x0D: raw("\\r")
    case 0x09: raw("\\t")
    default:
      let digits = String(byte, radix: 16)
      raw(digits.count == 1 ? "\\u000\(digits)" : "\\u00\(digits)")
    }
  }

  private mutating func raw(_ text: String) {
    bytes.append(contentsOf: text.utf8)
    needsComma = true
  }

  private mutating func comma() {
    if needsComma { bytes.append(UInt8(ascii: ",")) }
  }
}

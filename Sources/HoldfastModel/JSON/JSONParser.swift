/// Reads JSON (RFC 8259) from UTF-8 bytes, with a bound on nesting.
///
/// Values that nobody needs can be skipped without being built: a chat client sends its whole history with every
/// message, and all but the last message of it is passed over.
public struct JSONParser {
  private let bytes: [UInt8]
  private var offset = 0
  private var depth = 0
  private let maximumDepth: Int

  /// The nesting that is read unless the caller says otherwise.
  public static let defaultMaximumDepth = 64

  /// Prepares to read a whole text.
  ///
  /// - Parameters:
  ///   - bytes: The text in UTF-8.
  ///   - maximumDepth: How many arrays and objects may be open at once.
  public init(_ bytes: [UInt8], maximumDepth: Int = JSONParser.defaultMaximumDepth) {
    self.bytes = bytes
    self.maximumDepth = maximumDepth
  }

  /// Reads a text that is one JSON value.
  ///
  /// - Throws: ``JSONParsingError`` when the text is anything else.
  public static func parse(
    _ bytes: [UInt8], maximumDepth: Int = JSONParser.defaultMaximumDepth
  ) throws(JSONParsingError) -> JSONValue {
    var parser = JSONParser(bytes, maximumDepth: maximumDepth)
    let value = try parser.value()
    try parser.end()
    return value
  }

  /// Reads a text that is one JSON value.
  ///
  /// - Throws: ``JSONParsingError`` when the text is anything else.
  public static func parse(_ text: String) throws(JSONParsingError) -> JSONValue {
    try parse(Array(text.utf8))
  }

  /// Requires that nothing but white space is left.
  public mutating func end() throws(JSONParsingError) {
    skipSpace()
    guard offset == bytes.count else { throw fault(.trailingBytes) }
  }

  /// Reads the next value.
  public mutating func value() throws(JSONParsingError) -> JSONValue {
    skipSpace()
    guard let byte = peek() else { throw fault(.unexpectedEnd) }
    switch byte {
    case UInt8(ascii: "{"):
      var members: [JSONObject.Member] = []
      try object { (parser, key) throws(JSONParsingError) in
        members.append(JSONObject.Member(key: key, value: try parser.value()))
      }
      return .object(JSONObject(parsed: members))
    case UInt8(ascii: "["):
      var elements: [JSONValue] = []
      try array { (parser) throws(JSONParsingError) in elements.append(try parser.value()) }
      return .array(elements)
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try literal("true", .bool(true))
    case UInt8(ascii: "f"): return try literal("false", .bool(false))
    case UInt8(ascii: "n"): return try literal("null", .null)
    default: return .number(JSONNumber(validated: try number()))
    }
  }

  /// Whether the next value is an array.
  public mutating func isAtArray() -> Bool {
    skipSpace()
    return peek() == UInt8(ascii: "[")
  }

  /// Whether the next value is an object.
  public mutating func isAtObject() -> Bool {
    skipSpace()
    return peek() == UInt8(ascii: "{")
  }

  /// Reads an object member by member; the body must read or skip each value.
  public mutating func object(
    _ body: (inout JSONParser, String) throws(JSONParsingError) -> Void
  ) throws(JSONParsingError) {
    try open(UInt8(ascii: "{"))
    if try !close(UInt8(ascii: "}"), first: true) {
      repeat {
        skipSpace()
        guard peek() == UInt8(ascii: "\"") else {
          throw fault(peek() == nil ? .unexpectedEnd : .unexpectedByte)
        }
        let key = try string()
        try expect(UInt8(ascii: ":"))
        try body(&self, key)
      } while try !close(UInt8(ascii: "}"), first: false)
    }
    depth -= 1
  }

  /// Reads an array element by element; the body must read or skip each one.
  public mutating func array(
    _ body: (inout JSONParser) throws(JSONParsingError) -> Void
  ) throws(JSONParsingError) {
    try open(UInt8(ascii: "["))
    if try !close(UInt8(ascii: "]"), first: true) {
      repeat { try body(&self) } while try !close(UInt8(ascii: "]"), first: false)
    }
    depth -= 1
  }

  /// Passes over the next value, checking its form, but not the inside of strings, and building nothing.
  public mutating func skip() throws(JSONParsingError) {
    skipSpace()
    switch peek() {
    case UInt8(ascii: "{"): try object { (parser, _) throws(JSONParsingError) in try parser.skip() }
    case UInt8(ascii: "["): try array { (parser) throws(JSONParsingError) in try parser.skip() }
    case UInt8(ascii: "\""): try skipString()
    default: _ = try value()
    }
  }

  /// Passes over the next value and returns where it stands, for a second look with ``reread(_:)``.
  public mutating func skipRange() throws(JSONParsingError) -> Range<Int> {
    skipSpace()
    let start = offset
    try skip()
    return start..<offset
  }

  /// Reads a value that ``skipRange()`` passed over.
  public func reread(_ range: Range<Int>) throws(JSONParsingError) -> JSONValue {
    var parser = self
    parser.offset = range.lowerBound
    return try parser.value()
  }
}

// MARK: - Tokens

extension JSONParser {
  private func peek() -> UInt8? { offset < bytes.count ? bytes[offset] : nil }

  private func fault(_ reason: JSONParsingError.Reason) -> JSONParsingError {
    JSONParsingError(reason: reason, offset: offset)
  }

  private mutating func skipSpace() {
    while offset < bytes.count {
      switch bytes[offset] {
      case 0x20, 0x0A, 0x0D, 0x09: offset += 1
      default: return
      }
    }
  }

  private mutating func expect(_ byte: UInt8) throws(JSONParsingError) {
    skipSpace()
    guard let next = peek() else { throw fault(.unexpectedEnd) }
    guard next == byte else { throw fault(.unexpectedByte) }
    offset += 1
  }

  private mutating func open(_ byte: UInt8) throws(JSONParsingError) {
    try expect(byte)
    depth += 1
    guard depth <= maximumDepth else { throw fault(.tooDeep) }
  }

  /// Returns whether the collection ends here; otherwise a comma was read (none before the first element).
  private mutating func close(_ byte: UInt8, first: Bool) throws(JSONParsingError) -> Bool {
    skipSpace()
    guard let next = peek() else { throw fault(.unexpectedEnd) }
    if next == byte {
      offset += 1
      return true
    }
    if first { return false }
    guard next == UInt8(ascii: ",") else { throw fault(.unexpectedByte) }
    offset += 1
    return false
  }

  private mutating func literal(
    _ text: StaticString, _ value: JSONValue
  ) throws(JSONParsingError) -> JSONValue {
    let count = text.utf8CodeUnitCount
    guard offset + count <= bytes.count else { throw fault(.unexpectedEnd) }
    for index in 0..<count where bytes[offset + index] != text.utf8Start[index] {
      throw fault(.unexpectedByte)
    }
    offset += count
    return value
  }

  private mutating func number() throws(JSONParsingError) -> String {
    let start = offset
    func isDigit(_ byte: UInt8?) -> Bool { byte.map { $0 >= 0x30 && $0 <= 0x39 } ?? false }
    if peek() == UInt8(ascii: "-") { offset += 1 }
    guard isDigit(peek()) else { throw fault(peek() == nil ? .unexpectedEnd : .unexpectedByte) }
    if peek() == UInt8(ascii: "0") {
      offset += 1
      if isDigit(peek()) { throw fault(.invalidNumber) }
    } else {
      while isDigit(peek()) { offset += 1 }
    }
    if peek() == UInt8(ascii: ".") {
      offset += 1
      guard isDigit(peek()) else { throw fault(.invalidNumber) }
      while isDigit(peek()) { offset += 1 }
    }
    if peek() == UInt8(ascii: "e") || peek() == UInt8(ascii: "E") {
      offset += 1
      if peek() == UInt8(ascii: "+") || peek() == UInt8(ascii: "-") { offset += 1 }
      guard isDigit(peek()) else { throw fault(.invalidNumber) }
      while isDigit(peek()) { offset += 1 }
    }
    return String(decoding: bytes[start..<offset], as: UTF8.self)
  }

  private mutating func skipString() throws(JSONParsingError) {
    offset += 1
    while offset < bytes.count {
      switch bytes[offset] {
      case UInt8(ascii: "\""):
        offset += 1
        return
      case UInt8(ascii: "\\"): offset += 2
      case 0..<0x20: throw fault(.invalidString)
      default: offset += 1
      }
    }
    throw fault(.unexpectedEnd)
  }

  private mutating func string() throws(JSONParsingError) -> String {
    offset += 1
    let start = offset
    while offset < bytes.count {
      switch bytes[offset] {
      case UInt8(ascii: "\""):
        defer { offset += 1 }
        return try text(bytes[start..<offset])
      case UInt8(ascii: "\\"): return try escapedString(from: start)
      case 0..<0x20: throw fault(.invalidString)
      default: offset += 1
      }
    }
    throw fault(.unexpectedEnd)
  }

  private func text(_ slice: some Collection<UInt8>) throws(JSONParsingError) -> String {
    guard let text = String(validating: slice, as: UTF8.self) else { throw fault(.invalidUTF8) }
    return text
  }

  /// Reads on from the first backslash.
  ///
  /// A lone surrogate, which no Swift string can hold, becomes U+FFFD.
  private mutating func escapedString(from start: Int) throws(JSONParsingError) -> String {
    var unescaped = Array(bytes[start..<offset])
    while offset < bytes.count {
      let byte = bytes[offset]
      switch byte {
      case UInt8(ascii: "\""):
        offset += 1
        return try text(unescaped)
      case UInt8(ascii: "\\"):
        offset += 1
        unescaped.append(contentsOf: try escape())
      case 0..<0x20: throw fault(.invalidString)
      default:
        unescaped.append(byte)
        offset += 1
      }
    }
    throw fault(.unexpectedEnd)
  }

  private mutating func escape() throws(JSONParsingError) -> [UInt8] {
    guard let byte = peek() else { throw fault(.unexpectedEnd) }
    offset += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [byte]
    case UInt8(ascii: "b"): return [0x08]
    case UInt8(ascii: "f"): return [0x0C]
    case UInt8(ascii: "n"): return [0x0A]
    case UInt8(ascii: "r"): return [0x0D]
    case UInt8(ascii: "t"): return [0x09]
    case UInt8(ascii: "u"): return Array(String(Character(try unicodeEscape())).utf8)
    default: throw fault(.invalidString)
    }
  }

  private mutating func unicodeEscape() throws(JSONParsingError) -> Unicode.Scalar {
    let replacement: Unicode.Scalar = "\u{FFFD}"
    let high = try hexUnit()
    guard high & 0xF800 == 0xD800 else { return Unicode.Scalar(high) ?? replacement }
    guard high < 0xDC00, offset + 1 < bytes.count,
      bytes[offset] == UInt8(ascii: "\\"), bytes[offset + 1] == UInt8(ascii: "u")
    else { return replacement }
    let before = offset
    offset += 2
    let low = try hexUnit()
    guard low & 0xFC00 == 0xDC00 else {
      offset = before
      return replacement
    }
    return Unicode.Scalar(0x10000 + (UInt32(high & 0x3FF) << 10) + UInt32(low & 0x3FF)) ?? replacement
  }

  private mutating func hexUnit() throws(JSONParsingError) -> UInt16 {
    guard offset + 4 <= bytes.count else { throw fault(.unexpectedEnd) }
    var unit: UInt16 = 0
    for byte in bytes[offset..<offset + 4] {
      guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { throw fault(.invalidString) }
      unit = unit << 4 | UInt16(digit)
    }
    offset += 4
    return unit
  }
}

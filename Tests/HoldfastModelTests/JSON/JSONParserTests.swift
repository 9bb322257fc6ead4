import HoldfastModel
import Testing

@Suite struct `JSON is read as RFC 8259 has it` {
  /// Texts, and how the writer writes what was read.
  static let valid: [(text: String, written: String)] = [
    ("null", "null"), ("true", "true"), ("false", "false"), ("0", "0"), ("\"\"", "\"\""), ("[]", "[]"),
    ("{}", "{}"),
    (" \n\t\r 1 \r\n", "1"), ("[ ]", "[]"), ("{\n}", "{}"), ("[[[]]]", "[[[]]]"), ("[1 ,2\n,3]", "[1,2,3]"),
    ("{ \"a\" : 1 , \"b\" : [ ] }", "{\"a\":1,\"b\":[]}"), ("{\"\":0}", "{\"\":0}"),
    ("[null,true,false,0,\"\",[],{}]", "[null,true,false,0,\"\",[],{}]"), ("\"\u{7F}\"", "\"\u{7F}\""),
    ("\"\u{2028}\u{2029}\u{FEFF}\"", "\"\u{2028}\u{2029}\u{FEFF}\""), ("\"\\/\"", "\"/\""),
    ("\"/\"", "\"/\""),
  ]

  @Test(arguments: valid)
  func `what is JSON is read`(text: String, written: String) throws {
    #expect(try JSONParser.parse(text).text == written)
  }

  @Test(arguments: InvalidJSON.all)
  func `what is not JSON is refused, with the reason`(invalid: InvalidJSON) {
    let error = #expect(throws: JSONParsingError.self) { try JSONParser.parse(invalid.bytes) }
    #expect(error?.reason == invalid.reason)
    #expect(error.map { $0.offset <= invalid.bytes.count } == true)
  }

  @Test(arguments: [
    "0", "-0", "1", "-1", "1.0", "1.10", "100", "1e5", "1E5", "1e+05", "1E-5", "1e400", "-1e-400", "0.1e1",
    "123456789012345678901234567890", "0.1000000000000000055511151231257827021181583404541015625",
  ])
  func `numbers keep their text`(text: String) throws {
    let value = try JSONParser.parse(text)
    guard case .number(let number) = value else { throw Unexpected("\(value)") }
    #expect(number.text == text)
    #expect(value.text == text)
  }

  @Test(
    arguments: [
      ("0", 0), ("-0", 0), ("42", 42), ("-9223372036854775808", Int.min), ("9223372036854775807", Int.max),
      ("9223372036854775808", nil), ("1.0", nil), ("1e2", nil),
    ] as [(String, Int?)])
  func `an integer is one when it is written as one and fits`(text: String, value: Int?) throws {
    #expect(try JSONParser.parse(text).intValue == value)
  }

  private static let floats: [(value: Double, text: String)] = [
    (0.0, "0.0"), (-0.5, "-0.5"), (1e300, "1e+300"), (.leastNonzeroMagnitude, "5e-324"), (.infinity, "0"),
    (-.infinity, "0"), (.nan, "0"),
  ]

  @Test(arguments: floats)
  func `a floating-point number is written as JSON has it`(value: Double, text: String) throws {
    let number = JSONNumber(value)
    #expect(number.text == text)
    #expect(try JSONParser.parse(number.text) == .number(number))
  }

  @Test func `the order of members is kept`() throws {
    let text = #"{"z":1,"a":2,"m":{"y":1,"b":2},"0":3}"#
    #expect(try JSONParser.parse(text).text == text)
  }

  @Test(arguments: [2, 17, 200])
  func `of equal names the last wins, at the place of the first`(count: Int) throws {
    let others = (0..<count).map { "\"k\($0)\":\($0)" }.joined(separator: ",")
    let value = try JSONParser.parse("{\"a\":1,\(others),\"a\":{\"new\":true}}")
    #expect(value["a"]?.text == #"{"new":true}"#)
    #expect(value.objectValue?.members.count == count + 1)
    #expect(value.objectValue?.members.first?.key == "a")
  }

  /// RFC 8259, 8.3: names are compared by their code units; Swift compares them by canonical equivalence.
  @Test(arguments: [0, 20])
  func `names that only look alike are different names`(others: Int) throws {
    let more = (0..<others).map { ",\"k\($0)\":0" }.joined()
    let text = "{\"\u{E9}\":1,\"e\u{301}\":2\(more)}"
    let value = try JSONParser.parse(text)
    #expect(Array(value.text.utf8) == Array(text.utf8))
    #expect(value["\u{E9}"] == 1)
    #expect(value["e\u{301}"] == 2)
  }

  @Test func `nesting is read up to the limit, and no further`() throws {
    func nested(_ depth: Int) -> [UInt8] {
      Array(String(repeating: "[", count: depth).utf8) + Array(String(repeating: "]", count: depth).utf8)
    }
    #expect(throws: Never.self) { try JSONParser.parse(nested(JSONParser.defaultMaximumDepth)) }
    let error = #expect(throws: JSONParsingError.self) {
      try JSONParser.parse(nested(JSONParser.defaultMaximumDepth + 1))
    }
    #expect(error?.reason == .tooDeep)
    #expect(throws: Never.self) { try JSONParser.parse(Array("[{\"a\":[]},[[]]]".utf8), maximumDepth: 3) }
    #expect(throws: JSONParsingError.self) {
      try JSONParser.parse(Array("{\"a\":{\"a\":[]}}".utf8), maximumDepth: 2)
    }
    // A hostile text is refused at the limit, not after all of it was read.
    let hostile = [UInt8](repeating: UInt8(ascii: "["), count: 10_000_000)
    let early = #expect(throws: JSONParsingError.self) { try JSONParser.parse(hostile) }
    #expect(early.map { $0.reason == .tooDeep && $0.offset <= 65 } == true)
  }

  @Test func `an error says nothing of the text`() {
    let error = #expect(throws: JSONParsingError.self) { try JSONParser.parse("{\"secret\":oops}") }
    #expect(error.map { "\($0)" } == "not valid JSON: unexpectedByte at byte 10")
  }
}

/// A value that a test did not expect.
struct Unexpected: Error, CustomStringConvertible {
  var description: String
  init(_ description: String) { self.description = description }
}

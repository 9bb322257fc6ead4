import Testing

/// A schema with values that fit it and values that do not, all as JSON.
struct SchemaCase: Sendable, CustomTestStringConvertible {
  var schema: String
  var fitting: [String]
  var failing: [String]

  var testDescription: String { schema }

  init(_ schema: String, fitting: [String], failing: [String]) {
    self.schema = schema
    self.fitting = fitting
    self.failing = failing
  }

  /// One case or more for each keyword.
  static let all: [SchemaCase] = kinds + values + numbers + sizes + objects + arrays + groups

  private static let kinds = [
    SchemaCase("true", fitting: ["null", "1", "{}"], failing: []),
    SchemaCase("false", fitting: [], failing: ["null", "1", "{}"]),
    SchemaCase("{}", fitting: ["null", "[1]", #"{"a":1}"#], failing: []),
    SchemaCase(#"{"type":"null"}"#, fitting: ["null"], failing: ["0", "false", #""""#, "[]", "{}"]),
    SchemaCase(
      #"{"type":"boolean"}"#, fitting: ["true", "false"], failing: ["0", "1", "null", #""true""#]),
    SchemaCase(
      #"{"type":"integer"}"#, fitting: ["0", "-7", "1.0", "1e2", "120e-1", "123456789012345678901234567890"],
      failing: ["0.5", "1e-1", "125e-1", #""1""#, "true"]),
    SchemaCase(
      #"{"type":"number"}"#, fitting: ["0", "-0.5", "1e300"], failing: [#""1""#, "true", "null"]),
    SchemaCase(#"{"type":"string"}"#, fitting: [#""""#, #""a""#], failing: ["1", "null", #"["a"]"#]),
    SchemaCase(#"{"type":"array"}"#, fitting: ["[]", "[1]"], failing: ["{}", #""[]""#]),
    SchemaCase(#"{"type":"object"}"#, fitting: ["{}", #"{"a":1}"#], failing: ["[]", "null"]),
    SchemaCase(
      #"{"type":["string","null"]}"#, fitting: [#""a""#, "null"], failing: ["1", "false", "[]"]),
    SchemaCase(
      ##"{"title":"t","description":"d","default":5,"examples":["x"],"format":"date","$comment":"c","$schema":"s"}"##,
      fitting: ["1", #""no date""#], failing: []),
  ]

  private static let values = [
    SchemaCase(
      #"{"enum":["a",1,null,{"x":[1,2],"y":true}]}"#,
      fitting: [#""a""#, "1", "1.0", "10e-1", "null", #"{"y":true,"x":[1,2.0]}"#],
      failing: [#""A""#, "2", "false", #"{"x":[2,1],"y":true}"#, #"{"x":[1,2]}"#, "[]"]),
    SchemaCase(#"{"const":0}"#, fitting: ["0", "-0", "0.00", "0e5"], failing: ["false", #""0""#, "1e-400"]),
    SchemaCase(#"{"const":false}"#, fitting: ["false"], failing: ["0", "null"]),
    SchemaCase(#"{"const":null}"#, fitting: ["null"], failing: ["false", "{}"]),
    // Two ways to write the same character are two texts.
    SchemaCase(#"{"const":"\u00e9"}"#, fitting: [#""\u00e9""#], failing: [#""e\u0301""#]),
  ]

  private static let numbers = [
    SchemaCase(
      #"{"minimum":1.5,"maximum":3}"#, fitting: ["1.5", "1.50", "3", "3.0", "2", #""a""#, "{}"],
      failing: ["1.4999999999", "3.0000001", "-2", "0"]),
    SchemaCase(
      #"{"exclusiveMinimum":0,"exclusiveMaximum":1}"#, fitting: ["0.5", "1e-9", "0.999"],
      failing: ["0", "-0", "1", "1.0", "-0.1", "10e-1"]),
    SchemaCase(
      #"{"minimum":-2.5}"#, fitting: ["-2.5", "-2.49", "0", "1e9"], failing: ["-2.51", "-3", "-1e9"]),
    // As floating-point values these two are one.
    SchemaCase(
      #"{"maximum":9007199254740992}"#, fitting: ["9007199254740992", "9.007199254740992e15"],
      failing: ["9007199254740993", "1e16"]),
  ]

  private static let sizes = [
    SchemaCase(
      #"{"minLength":2,"maxLength":3}"#, fitting: [#""ab""#, #""abc""#, #""\ud83d\ude00\ud83d\ude00""#, "1"],
      failing: [#""a""#, #""abcd""#, #""\ud83d\ude00""#]),
    SchemaCase(
      #"{"minItems":1,"maxItems":2}"#, fitting: ["[1]", "[1,2]", #""""#, "{}"], failing: ["[]", "[1,2,3]"]),
    SchemaCase(#"{"maxLength":0,"maxItems":0}"#, fitting: [#""""#, "[]", "5"], failing: [#""a""#, "[0]"]),
  ]

  private static let objects = [
    SchemaCase(
      #"{"type":"object","properties":{"city":{"type":"string"},"days":{"type":"integer"}},"required":["city"]}"#,
      fitting: [#"{"city":"Bonn"}"#, #"{"days":2,"city":"Bonn","more":[]}"#],
      failing: ["{}", #"{"city":1}"#, #"{"city":"Bonn","days":"2"}"#, #"{"days":2}"#]),
    SchemaCase(
      #"{"properties":{"a":true},"additionalProperties":false}"#, fitting: ["{}", #"{"a":1}"#, "[]"],
      failing: [#"{"b":1}"#, #"{"a":1,"b":1}"#, #"{"A":1}"#]),
    SchemaCase(#"{"additionalProperties":false}"#, fitting: ["{}"], failing: [#"{"a":1}"#, #"{"":1}"#]),
    SchemaCase(
      #"{"properties":{"a":{"type":"null"}},"additionalProperties":{"type":"integer"}}"#,
      fitting: [#"{"a":null,"b":1,"c":2}"#], failing: [#"{"a":1}"#, #"{"b":"x"}"#, #"{"b":null}"#]),
    SchemaCase(#"{"properties":{"a":false}}"#, fitting: ["{}", #"{"b":1}"#], failing: [#"{"a":null}"#]),
    SchemaCase(#"{"required":["a","b"]}"#, fitting: [#"{"b":null,"a":1}"#, "[]"], failing: [#"{"a":1}"#]),
    SchemaCase(#"{"required":[]}"#, fitting: ["{}"], failing: []),
  ]

  private static let arrays = [
    SchemaCase(
      #"{"items":{"type":"integer","minimum":0}}"#, fitting: ["[]", "[0,1,2]", #""a""#],
      failing: ["[-1]", "[0,1,null]", "[[0]]"]),
    SchemaCase(#"{"items":false}"#, fitting: ["[]", "{}"], failing: ["[null]"]),
    SchemaCase(
      #"{"items":{"properties":{"tags":{"items":{"type":"string"}}},"required":["tags"]}}"#,
      fitting: [#"[{"tags":[]},{"tags":["a"]}]"#], failing: [#"[{"tags":["a",1]}]"#, "[{}]"]),
  ]

  private static let groups = [
    SchemaCase(
      #"{"anyOf":[{"type":"string"},{"minimum":5}]}"#, fitting: [#""a""#, "5", "null"], failing: ["4", "-1"]),
    SchemaCase(
      #"{"oneOf":[{"type":"integer"},{"type":"number","minimum":2}]}"#, fitting: ["1", "2.5"],
      failing: ["3", "1.5", #""a""#]),
    SchemaCase(
      #"{"allOf":[{"required":["a"]},{"properties":{"a":{"type":"integer"}}}]}"#, fitting: [#"{"a":1}"#],
      failing: ["{}", #"{"a":"x"}"#]),
    SchemaCase(
      #"{"type":"string","anyOf":[{"maxLength":1},{"minLength":3}],"enum":["a","ab","abc"]}"#,
      fitting: [#""a""#, #""abc""#], failing: [#""ab""#, #""b""#, "1"]),
  ]
}

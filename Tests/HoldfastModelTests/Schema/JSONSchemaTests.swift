import HoldfastModel
import Testing

@Suite struct `A schema says what fits it` {
  @Test(arguments: SchemaCase.all)
  func `values are told apart`(example: SchemaCase) throws {
    let schema = try JSONSchema(JSONParser.parse(example.schema))
    for text in example.fitting {
      #expect(try schema.validate(JSONParser.parse(text)) == [], "\(text) fits")
    }
    for text in example.failing {
      #expect(try !schema.validate(JSONParser.parse(text)).isEmpty, "\(text) does not fit")
    }
  }

  /// A schema of a tool that books rooms.
  private static let booking: JSONValue = [
    "type": "object",
    "properties": [
      "city": ["type": "string", "minLength": 1],
      "guests": ["type": "array", "minItems": 1, "items": ["type": "object", "required": ["name"]]],
      "board": ["enum": ["none", "half", "full"]],
      "a/b~c": ["type": ["integer", "null"], "minimum": 1],
      "when": ["anyOf": [["type": "string"], ["type": "integer", "exclusiveMinimum": 0]]],
    ],
    "required": ["city"], "additionalProperties": false,
  ]

  private static let told: [(input: String, violations: [String])] = [
    (#""Bonn""#, ["the input must be an object, not a string"]),
    ("{}", [#"the input must have the property "city""#]),
    (#"{"city":""}"#, ["/city must have at least 1 character, not 0"]),
    (
      #"{"city":"Bonn","guests":[{"name":"A"},{},7]}"#,
      [#"/guests/1 must have the property "name""#, "/guests/2 must be an object, not an integer"]
    ),
    (#"{"city":"Bonn","board":"some"}"#, [#"/board must be one of "none", "half", "full""#]),
    (#"{"city":"Bonn","a/b~c":"x"}"#, ["/a~1b~0c must be an integer or null, not a string"]),
    (#"{"city":"Bonn","a/b~c":0}"#, ["/a~1b~0c must be at least 1"]),
    (
      #"{"city":"Bonn","stars":5}"#,
      [#"/stars is not a known property; known are "city", "guests", "board", "a/b~c", "when""#]
    ),
    (
      #"{"city":"Bonn","when":-1}"#,
      ["/when fits none of the 2 forms that are allowed; the nearest one: must be a string, not an integer"]
    ),
  ]

  @Test(arguments: told)
  func `each fault is told in words, with its place`(input: String, violations: [String]) throws {
    let schema = try JSONSchema(Self.booking)
    #expect(try schema.validate(JSONParser.parse(input)).map(\.description) == violations)
  }

  @Test func `a schema is kept as it was given`() throws {
    #expect(try JSONSchema(Self.booking).json == Self.booking)
  }
}

@Suite struct `What cannot be checked is refused` {
  private static let refused: [(schema: String, fault: String)] = [
    ("1", "the schema must be a schema, an object or a boolean"),
    (#"{"uniqueItems":true}"#, "/uniqueItems is not a keyword that can be checked"),
    (##"{"$ref":"#/a"}"##, "/$ref is not a keyword that can be checked"),
    (#"{"not":{}}"#, "/not is not a keyword that can be checked"),
    (
      #"{"properties":{"a/b":{"pattern":"(a+)+$"}}}"#,
      "/properties/a~1b/pattern cannot be checked in bounded time; say it in the description, or use enum"
    ),
    (
      #"{"type":"date"}"#,
      "/type has a type that is none of null, boolean, integer, number, string, array, object"
    ),
    (
      #"{"type":[]}"#,
      "/type must be the name of a type, or an array of them: "
        + "null, boolean, integer, number, string, array, object"
    ),
    (#"{"enum":[]}"#, "/enum must be an array of at least one value"),
    (#"{"properties":[]}"#, "/properties must be an object of schemas"),
    (#"{"properties":{"a":"string"}}"#, "/properties/a must be a schema, an object or a boolean"),
    (#"{"required":true}"#, "/required must be an array of names"),
    (#"{"required":["a",1]}"#, "/required must be an array of names"),
    (#"{"items":[{}]}"#, "/items must be a schema, an object or a boolean"),
    (#"{"minLength":-1}"#, "/minLength must be an integer of at least 0"),
    (#"{"maxItems":1.5}"#, "/maxItems must be an integer of at least 0"),
    (#"{"exclusiveMinimum":true}"#, "/exclusiveMinimum must be a number"),
    (#"{"anyOf":[]}"#, "/anyOf must be an array of at least one schema"),
    (#"{"allOf":[{},{"oneOf":[{"x":1}]}]}"#, "/allOf/1/oneOf/0/x is not a keyword that can be checked"),
  ]

  @Test(arguments: refused)
  func `with the place and the reason`(schema: String, fault: String) throws {
    let json = try JSONParser.parse(schema)
    let error = #expect(throws: JSONSchemaError.self) { try JSONSchema(json) }
    #expect(error?.description == fault)
  }
}

@Suite struct `Hostile schemas and values are bounded` {
  /// A schema inside as many others.
  private static func nested(_ levels: Int, _ wrap: (JSONValue) -> JSONValue) -> JSONValue {
    (0..<levels).reduce(true) { schema, _ in wrap(schema) }
  }

  private static let wraps: [@Sendable (JSONValue) -> JSONValue] = [
    { ["items": $0] }, { ["anyOf": [$0]] }, { ["properties": ["a": $0]] }, { ["additionalProperties": $0] },
  ]

  @Test(arguments: wraps.indices)
  func `schemas nest to a depth and no further`(kind: Int) throws {
    let deepest = Self.nested(JSONSchema.maximumDepth - 1, Self.wraps[kind])
    #expect(throws: Never.self) { try JSONSchema(deepest) }
    for levels in [JSONSchema.maximumDepth, 2_000] {
      let json = Self.nested(levels, Self.wraps[kind])
      let error = #expect(throws: JSONSchemaError.self) { try JSONSchema(json) }
      #expect(error?.message == "nests deeper than 32 schemas")
      #expect(error.map { $0.place.utf8.count < 400 } == true)
    }
  }

  @Test func `a value to compare with nests to a depth and no further`() throws {
    let deep = (0..<2_000).reduce(JSONValue.null) { value, _ in [value] }
    for schema in [["const": deep], ["enum": [1, deep]]] as [JSONValue] {
      #expect(throws: JSONSchemaError.self) { try JSONSchema(schema) }
    }
  }

  @Test func `a value deeper than its schema is not followed`() throws {
    let deep = (0..<2_000).reduce(JSONValue.null) { value, _ in [value] }
    #expect(try JSONSchema(["type": "array", "items": ["type": "array"]]).validate(deep) == [])
    #expect(try JSONSchema(["const": [[1]]]).validate(deep).count == 1)
    let deepest = try JSONSchema(Self.nested(JSONSchema.maximumDepth - 1) { ["items": $0, "minItems": 2] })
    #expect(deepest.validate(deep).count == JSONSchema.maximumViolations)
  }

  @Test func `a value of many faults has the first few told`() throws {
    let schema = try JSONSchema(["items": ["type": "string"]])
    let value = JSONValue.array((0..<100_000).map { .number(JSONNumber($0)) })
    let places = schema.validate(value).map(\.place)
    #expect(places == (0..<JSONSchema.maximumViolations).map { "/\($0)" })
  }

  @Test func `long names are told shortened`() throws {
    let name = String(repeating: "é", count: 100_000)
    var object = JSONObject()
    object[name] = 1
    let schema = try JSONSchema(["additionalProperties": ["type": "string"], "required": ["b"]])
    let violations = schema.validate(.object(object))
    #expect(violations.count == 2)
    #expect(violations.last?.place == "/" + String(repeating: "é", count: 64) + "…")
  }

  @Test(arguments: [
    ("1e999999999999999999999", false), ("-1e999999999999999999999", true),
    ("1e-999999999999999999999", true),
    ("0e999999999999999999999", true), ("0.000001e7", false), ("0.000001e6", true), ("0", true),
  ])
  func `numbers of any size are held against a bound`(text: String, fits: Bool) throws {
    let schema = try JSONSchema(["maximum": 1])
    #expect(try schema.validate(JSONParser.parse(text)).isEmpty == fits)
  }
}

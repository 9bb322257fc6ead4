import HoldfastModel
import Testing

@Suite struct `Values of JSON` {
  @Test(arguments: [
    (#"{"b":1,"a":2}"#, #"{"a":2,"b":1}"#),
    (#"[{"b":{"d":1,"c":2},"a":[]}]"#, #"[{"a":[],"b":{"c":2,"d":1}}]"#),
    (#"{"a":1.0,"A":1,"":0,"10":0,"9":0}"#, #"{"":0,"10":0,"9":0,"A":1,"a":1.0}"#),
    // By UTF-16 code units: the pair of U+1F600 comes before U+FB33, though its code point is greater.
    ("{\"\u{FB33}\":1,\"\u{1F600}\":2}", "{\"\u{1F600}\":2,\"\u{FB33}\":1}"),
    (#"[3,1,2]"#, #"[3,1,2]"#), (#""text""#, #""text""#),
  ])
  func `the canonical form sorts names and nothing else`(text: String, canonical: String) throws {
    #expect(try String(decoding: JSONParser.parse(text).canonicalBytes, as: UTF8.self) == canonical)
  }

  @Test(arguments: [
    (#"{"a":1,"b":{"c":1,"d":2}}"#, #"{"b":{"d":3,"e":4},"f":5}"#, #"{"a":1,"b":{"c":1,"d":3,"e":4},"f":5}"#),
    (#"{"a":[1,2]}"#, #"{"a":[3]}"#, #"{"a":[3]}"#), (#"{"a":{"b":1}}"#, #"{"a":null}"#, #"{"a":null}"#),
    (#"{"a":1}"#, #"{"a":{"b":1}}"#, #"{"a":{"b":1}}"#), (#"[1]"#, #"{}"#, #"{}"#),
    (#"{"a":1}"#, #"{}"#, #"{"a":1}"#),
  ])
  func `merging lays one object over another`(base: String, changes: String, merged: String) throws {
    let value = try JSONParser.parse(base).merging(JSONParser.parse(changes))
    #expect(value.text == merged)
  }

  @Test func `setting a member replaces it in its place, appends it, or removes it`() {
    var object: JSONObject = ["a": 1, "b": 2, "c": 3]
    object["b"] = "two"
    object["d"] = true
    object["a"] = nil
    object["missing"] = nil
    #expect(JSONValue.object(object).text == #"{"b":"two","c":3,"d":true}"#)
    #expect(object["b"] == "two" && object["a"] == nil && !object.isEmpty)
    #expect(JSONObject().isEmpty)
  }

  @Test func `a value is of one kind`() {
    let values: [JSONValue] = [.null, true, 7, "text", [1], ["a": 1]]
    #expect(values.map(\.isNull) == [true, false, false, false, false, false])
    #expect(values.compactMap(\.boolValue) == [true])
    #expect(values.compactMap(\.intValue) == [7])
    #expect(values.compactMap(\.stringValue) == ["text"])
    #expect(values.compactMap(\.arrayValue) == [[1]])
    #expect(values.compactMap(\.objectValue) == [["a": 1]])
    #expect(values.compactMap { $0["a"] } == [1])
  }

  @Test func `the writer separates members and elements, and leaves out what is nil`() {
    var writer = JSONWriter()
    writer.object { json in
      json.member("none", String?.none)
      json.member("a", "x")
      json.member("absent", JSONValue?.none)
      json.key("b")
      json.object { json in
        json.key("c"); json.array { _ in }
      }
      json.key("d")
      json.array { json in
        json.element(1)
        json.element([])
        json.element(["e": .null])
      }
      json.member("f", JSONValue.bool(false))
    }
    #expect(writer.text == #"{"a":"x","b":{"c":[]},"d":[1,[],{"e":null}],"f":false}"#)
    #expect(writer.bytes == Array(writer.text.utf8))
  }
}

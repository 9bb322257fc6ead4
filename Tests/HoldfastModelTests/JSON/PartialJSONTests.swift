import HoldfastModel
import Testing

@Suite(.timeLimit(.minutes(1)))
struct `JSON that was cut` {
  @Test(arguments: [
    (#"{"a":1,"b":[true,{"c":"te"#, #"{"a":1,"b":[true,{"c":"te"}]}"#), (#"{"a":"#, "{}"), (#"{"a"#, "{}"),
    ("{", "{}"),
    (#"{"a":1,"#, #"{"a":1}"#), (#"{"a":1,"b"#, #"{"a":1}"#), (#"{"a":1,"b":"#, #"{"a":1}"#),
    (#"{"a":1,"b":tru"#, #"{"a":1}"#), (#"{"a":12"#, #"{"a":12}"#), (#"{"a":1."#, "{}"), (#"{"a":-"#, "{}"),
    (#"{"a":"x\"#, #"{"a":"x"}"#), (#"{"a":"x\u00e"#, #"{"a":"x"}"#), (#"{"a":"x\\"#, #"{"a":"x\\"}"#),
    (#"[1,[2,[3"#, "[1,[2,[3]]]"), ("[", "[]"), ("\"abc", "\"abc\""), ("\"", "\"\""), ("12", "12"),
    (
      #"{"a":{"b":{"c":{"d":{"e":{"f":{"g":{"h":{"i":{"j"#,
      #"{"a":{"b":{"c":{"d":{"e":{"f":{"g":{"h":{"i":{}}}}}}}}}}"#
    ),
    (#"{"a":"}],{\""#, #"{"a":"}],{\""}"#), (#"{"a":1} "#, #"{"a":1}"#),
  ])
  func `is closed where it is open, without what is half-written`(text: String, completed: String) {
    #expect(PartialJSON.complete(text)?.text == completed)
  }

  @Test(arguments: ["", " ", "-", "t", "nul", "}", "x", "{]", ",", "{\"a\" 1"])
  func `of which nothing can be read is nothing, or empty`(text: String) {
    let value = PartialJSON.complete(text)
    #expect(value == nil || value == [:])
  }

  @Test(arguments: Effort.tries(150, long: 5_000))
  func `gives a beginning of the whole, at every place of the cut`(seed: Int) throws {
    let text = "{\"arguments\":\(RandomJSON(seed: UInt64(seed)).loose)}"
    let whole = try JSONParser.parse(text)
    for end in text.unicodeScalars.indices.dropFirst() {
      let prefix = String(text.unicodeScalars[..<end])
      let value = try #require(PartialJSON.complete(prefix), "\(prefix)")
      #expect(value.isBeginning(of: whole), "\(prefix) became \(value.text)")
    }
    #expect(PartialJSON.complete(text) == whole)
  }

  @Test func `takes no longer when it is hostile`() {
    // Each comma of a deep nesting is a place to end; keeping a closing for each would take minutes.
    let hostile = String(repeating: "[,", count: 200_000)
    #expect(PartialJSON.complete(hostile) == nil)
  }
}

extension JSONValue {
  /// Whether the whole can have begun like this.
  fileprivate func isBeginning(of whole: JSONValue) -> Bool {
    switch (self, whole) {
    case (.string(let part), .string(let all)):
      // A surrogate whose second half is cut off is shown as U+FFFD.
      let known = part.unicodeScalars.last == "\u{FFFD}" ? String(part.unicodeScalars.dropLast()) : part
      return Array(all.utf8).starts(with: Array(known.utf8))
    case (.number(let part), .number(let all)): return all.text.hasPrefix(part.text)
    case (.array(let part), .array(let all)):
      return part.count <= all.count && zip(part, all).allSatisfy { $0.isBeginning(of: $1) }
        && zip(part, all).dropLast().allSatisfy { $0 == $1 }
    case (.object(let part), .object(let all)):
      return part.members.count <= all.members.count
        && zip(part.members, all.members).allSatisfy {
          $0.key == $1.key && $0.value.isBeginning(of: $1.value)
        }
    default: return self == whole
    }
  }
}

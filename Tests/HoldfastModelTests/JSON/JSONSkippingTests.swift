import HoldfastModel
import Testing

@Suite struct `Values that nobody needs are skipped` {
  @Test(arguments: `JSON is read as RFC 8259 has it`.valid)
  func `what can be read can be skipped, with the place where it stands`(text: String, written: String) throws
  {
    var parser = JSONParser(Array(text.utf8))
    let range = try parser.skipRange()
    try parser.end()
    #expect(try parser.reread(range).text == written)
    let skipped = String(decoding: Array(text.utf8)[range], as: UTF8.self)
    #expect(try JSONParser.parse(skipped).text == written)
    #expect(skipped.first?.isWhitespace != true && skipped.last?.isWhitespace != true)
  }

  @Test(arguments: InvalidJSON.all.filter { !$0.isInsideString })
  func `what cannot be read cannot be skipped`(invalid: InvalidJSON) {
    let error = #expect(throws: JSONParsingError.self) {
      var parser = JSONParser(invalid.bytes)
      try parser.skip()
      try parser.end()
    }
    #expect(error?.reason == invalid.reason)
  }

  @Test(arguments: InvalidJSON.all.filter(\.isInsideString))
  func `the inside of a skipped string is judged when it is read after all`(invalid: InvalidJSON) throws {
    var parser = JSONParser(invalid.bytes)
    let range = try parser.skipRange()
    #expect(throws: JSONParsingError.self) { try parser.reread(range) }
  }

  @Test func `the last of many elements is read, the others are not built`() throws {
    let text = #"{"id":"s","messages":[{"a":"\"]}"},[1,[2]],"\\",{"last":[true]}],"more":1}"#
    var parser = JSONParser(Array(text.utf8))
    var (last, keys): (Range<Int>?, [String]) = (nil, [])
    try parser.object { (parser, key) throws(JSONParsingError) in
      keys.append(key)
      guard key == "messages", parser.isAtArray() else { return try parser.skip() }
      try parser.array { (parser) throws(JSONParsingError) in last = try parser.skipRange() }
    }
    try parser.end()
    #expect(keys == ["id", "messages", "more"])
    #expect(try parser.reread(#require(last)).text == #"{"last":[true]}"#)
  }

  @Test func `skipping has the same bound on nesting as reading`() throws {
    for (depth, isTaken) in [(3, true), (4, false)] {
      let text = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
      var parser = JSONParser(Array(text.utf8), maximumDepth: 3)
      if isTaken {
        try parser.skip()
      } else {
        let error = #expect(throws: JSONParsingError.self) { try parser.skip() }
        #expect(error?.reason == .tooDeep)
      }
    }
  }

  @Test func `what comes next is told without reading it`() throws {
    var parser = JSONParser(Array(" [ {} ]".utf8))
    #expect(parser.isAtArray() && !parser.isAtObject())
    try parser.array { (parser) throws(JSONParsingError) in
      #expect(parser.isAtObject() && !parser.isAtArray())
      try parser.skip()
    }
    #expect(!parser.isAtArray() && !parser.isAtObject())
  }

  @Test(arguments: [
    #"[1,2"#, #"[1"#, #"["#, #"{"a":1"#, #"{"a":1,"b":2"#, #"{"#, #"{"a":[1,{"b":2"#,
  ])
  func `a collection that is cut is an error in the end`(text: String) {
    #expect(throws: JSONParsingError.self) {
      var parser = JSONParser(Array(text.utf8))
      try parser.skip()
    }
  }
}

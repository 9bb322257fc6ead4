import HoldfastModel
import Testing

@Suite struct `Messages and their parts` {
  @Test(arguments: [
    #"{"type":"text","text":"a","state":"done"}"#,
    #"{"type":"brand-new","z":1.0,"a":1e400,"n":null,"deep":{"b":[],"a":{"c":"\u0000é😀"}},"big":123456789012345678901}"#,
    #"{"zzz":1,"type":"tool-x","toolCallId":"c","state":"output-available","input":{},"output":[1,{"k":-0}]}"#,
    #"{"type":"data-","data":false}"#, #"{"type":""}"#,
  ])
  func `a part of any kind comes back byte for byte`(text: String) throws {
    let object = try #require(JSONParser.parse(text).objectValue)
    let part = try #require(MessagePart(json: object))
    #expect(JSONValue.object(part.json).text == text)
    let message = UIMessage(id: MessageID(rawValue: "m"), role: .user, parts: [part])
    #expect(JSONValue.object(message.json).text == "{\"id\":\"m\",\"role\":\"user\",\"parts\":[\(text)]}")
  }

  @Test(arguments: ["{}", #"{"type":1}"#, #"{"Type":"text"}"#, #"{"type":null}"#])
  func `a part has a type`(text: String) throws {
    #expect(try MessagePart(json: #require(JSONParser.parse(text).objectValue)) == nil)
  }

  private static let parts:
    [(json: JSONObject, text: String?, reasoning: String?, tool: String?, isData: Bool)] = [
      (["type": "text", "text": "a"], "a", nil, nil, false), (["type": "text"], nil, nil, nil, false),
      (["type": "reasoning", "text": "r"], nil, "r", nil, false),
      (["type": "tool-get-weather"], nil, nil, "get-weather", false),
      (["type": "dynamic-tool", "toolName": "x"], nil, nil, "x", false),
      (["type": "dynamic-tool"], nil, nil, nil, false),
      (["type": "data-a", "text": "no"], nil, nil, nil, true),
      (["type": "other", "text": "no"], nil, nil, nil, false),
    ]

  @Test(arguments: parts)
  func `a part knows what it holds`(
    json: JSONObject, text: String?, reasoning: String?, tool: String?, isData: Bool
  ) throws {
    let part = try #require(MessagePart(json: json))
    #expect(
      part.text == text && part.reasoning == reasoning && part.toolName == tool && part.isData == isData)
  }

  @Test func `a file has an address and a media type`() throws {
    let file = try #require(
      MessagePart(json: ["type": "file", "url": "data:,x", "mediaType": "text/plain"])?.file)
    #expect(file.url == "data:,x" && file.mediaType == "text/plain")
    #expect(try #require(MessagePart(json: ["type": "file", "url": "data:,x"])).file == nil)
    #expect(MessagePart.text("data:,x").file == nil)
  }

  @Test func `a message is its texts, joined`() {
    let message = UIMessage(
      id: MessageID(rawValue: "m"), role: .assistant, metadata: ["k": 1], parts: [.text("a"), .text("b")])
    #expect(message.text == "ab")
    #expect(
      JSONValue.object(message.json).text
        == #"{"id":"m","role":"assistant","metadata":{"k":1},"parts":[{"type":"text","text":"a"},"#
        + #"{"type":"text","text":"b"}]}"#)
  }

  private func fingerprint(_ role: UIMessage.Role, _ part: String, metadata: JSONValue? = nil) throws
    -> [UInt8]
  {
    let json = try #require(JSONParser.parse(part).objectValue)
    let message = UIMessage(
      id: MessageID(rawValue: "any"), role: role, metadata: metadata,
      parts: [try #require(MessagePart(json: json))])
    return message.fingerprintBytes
  }

  @Test func `the fingerprint is of role and parts, in canonical form`() throws {
    let part = #"{"type":"text","text":"a"}"#
    let bytes = try fingerprint(.user, part)
    #expect(
      String(decoding: bytes, as: UTF8.self) == #"{"parts":[{"text":"a","type":"text"}],"role":"user"}"#)
    #expect(try fingerprint(.user, #"{ "text":"\u0061", "type":"text" }"#) == bytes)
    #expect(try fingerprint(.user, part, metadata: ["later": true]) == bytes)
    #expect(try fingerprint(.assistant, part) != bytes)
    #expect(try fingerprint(.user, #"{"type":"text","text":"a","state":"done"}"#) != bytes)
    // Equal by Unicode's rules, and yet other bytes.
    #expect(
      try fingerprint(.user, #"{"type":"text","text":"\u00e9"}"#)
        != fingerprint(.user, #"{"type":"text","text":"e\u0301"}"#))
  }
}

import HoldfastModel
import HoldfastProviders
import Testing

@Suite(.timeLimit(.minutes(1))) struct FileTests {
  static let files: [(file: String, part: String)] = [
    (
      #"{"mediaType":"image/png","url":"data:image/png;base64,AAAA"}"#,
      #"{"type":"image_url","image_url":{"url":"data:image/png;base64,AAAA"}}"#
    ),
    (
      #"{"mediaType":"image/jpeg","url":"https://a.test/b.jpg"}"#,
      #"{"type":"image_url","image_url":{"url":"https://a.test/b.jpg"}}"#
    ),
    (
      #"{"mediaType":"application/pdf","filename":"a.pdf","url":"data:application/pdf;base64,AAAA"}"#,
      #"{"type":"file","file":{"filename":"a.pdf","file_data":"data:application/pdf;base64,AAAA"}}"#
    ),
    (
      #"{"mediaType":"application/pdf","url":"data:application/pdf;base64,AAAA"}"#,
      #"{"type":"file","file":{"filename":"document.pdf","file_data":"data:application/pdf;base64,AAAA"}}"#
    ),
    (
      #"{"mediaType":"text/plain","filename":"a.txt","url":"data:text/plain;base64,w6k="}"#,
      #"{"type":"text","text":"[file: a.txt, text/plain]\né"}"#
    ),
    (
      #"{"mediaType":"application/json","url":"data:application/json,%7B%22a%22:1%7D"}"#,
      #"{"type":"text","text":"[file: application/json]\n{\"a\":1}"}"#
    ),
    (
      #"{"mediaType":"text/plain","url":"data:text/plain;base64,/w=="}"#,
      #"{"type":"text","text":"[a file that cannot be read here: text/plain]"}"#
    ),
    (
      #"{"mediaType":"audio/wav","filename":"a.wav","url":"data:audio/wav;base64,AAAA"}"#,
      #"{"type":"text","text":"[a file that cannot be read here: a.wav, audio/wav]"}"#
    ),
    (
      #"{"mediaType":"image/png","url":"file:///etc/passwd"}"#,
      #"{"type":"text","text":"[a file that cannot be read here: image/png]"}"#
    ),
    (
      #"{"mediaType":"application/pdf","url":"https://a.test/b.pdf"}"#,
      #"{"type":"text","text":"[a file that cannot be read here: application/pdf]"}"#
    ),
    (#"{}"#, #"{"type":"text","text":"[a file that cannot be read here: application/octet-stream]"}"#),
  ]

  @Test(arguments: files) func `a file goes as the provider can take it`(
    _ file: String, _ part: String
  ) async throws {
    var json = try JSONParser.parse(file).objectValue ?? JSONObject()
    json["type"] = "file"
    let attached = try #require(MessagePart(json: json))
    let message = UIMessage.user([.text("Look:"), attached, .text("What is it?")])
    try await withProvider([UpstreamAct.stream([stop, done])]) { provider, upstream in
      try await provider.reply(to: ModelRequest(messages: [message])) { _ in }
      let sent = try #require(upstream.requests.first).json["messages"]?.arrayValue?.first
      let expected: JSONValue = [
        ["type": "text", "text": "Look:"], try JSONParser.parse(part),
        ["type": "text", "text": "What is it?"],
      ]
      #expect(sent?["content"] == expected)
    }
  }
}

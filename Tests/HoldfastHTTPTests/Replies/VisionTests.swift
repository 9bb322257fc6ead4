import Holdfast
import HoldfastModel
import Testing

@Suite(.timeLimit(.minutes(1)))
struct `An image for a model` {
  private static func body(_ mediaType: String, more: String = "") -> Visitor.Body {
    .json(
      #"{"id":"s1","message":{"id":"m1","role":"user","parts":[{"type":"text","text":"What is it?"},"#
        + #"{"type":"file","mediaType":"\#(mediaType)","url":"data:\#(mediaType);base64,AAAA"}]}\#(more)}"#)
  }

  @Test(arguments: ["/api/chat", "/api/v/default/s1"], ["image/png", "IMAGE/JPEG"])
  func `without eyes is refused, and nothing is written`(path: String, mediaType: String) async throws {
    let provider = TestProvider.saying()
    try await TestServer.with(provider, configure: { $0.provider.vision = false }) { server in
      let visitor = server.visitor()
      let answer = try await visitor.send("POST", path, Self.body(mediaType))
      try ErrorShape.check(answer, status: 400, code: "NOT_SUPPORTED")
      #expect(try answer.json["category"] == "model")
      #expect(server.stores.effects.isEmpty)
      // Other files are no images, and the same message without one is new.
      let other = try await visitor.send("POST", path, Self.body("application/pdf"))
      #expect(other.status == 200)
      let edit = try await visitor.send("POST", path, Self.body(mediaType, more: #","messageId":"m1""#))
      try ErrorShape.check(edit, status: 400, code: "NOT_SUPPORTED")
      #expect(provider.callCount == 1)
    }
  }

  @Test func `with eyes is taken`() async throws {
    let provider = TestProvider.saying()
    try await TestServer.with(provider) { server in
      let answer = try await server.visitor().send("POST", "/api/chat", Self.body("image/png"))
      #expect(answer.status == 200)
      #expect(provider.requests[0].messages.last?.parts.contains { $0.file != nil } == true)
    }
  }
}

import AsyncHTTPClient
import Foundation
import HoldfastModel
import HoldfastProviders
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import HummingbirdTesting
import Testing

/// Streams of real providers, through the whole server.
@Suite(.enabled(if: Recording.folder != nil), .timeLimit(.minutes(3)))
struct `Recorded replies` {
  @Test func `there are some`() throws {
    for api in Recording.apis { #expect(!Recording.names(of: api).isEmpty, "\(api)") }
    let cut = try Recording.names.map { try Recording(name: $0).cutBeforeFinish().summary().parts }
    #expect(cut.contains { !$0.isEmpty }, "some have delivered something before their end")
  }

  @Test(arguments: Recording.names) func `come out whole and in order`(name: String) async throws {
    let recording = try Recording(name: name)
    let expected = try recording.summary().parsed()
    // Only who is refused gets nothing.
    #expect(!expected.parts.isEmpty || expected.finish == "content-filter")
    try await Self.withServer(recording, slice: 1 << 20) { server in
      let visitor = server.visitor().with(("x-holdfast-sdk", "7"))
      let answer = try await visitor.ask("Play \(name)")
      #expect(answer.text.hasSuffix("data: [DONE]\n\n"))
      #expect(try Self.summary(of: answer) == expected)
      try await server.untilQuiet()
      let messages = try await visitor.messages()
      // Of a reply with nothing in it, only the question is there.
      guard !expected.parts.isEmpty else {
        #expect(messages.count == 1)
        return
      }
      let saved = try #require(messages.last)
      #expect(messages.count == 2)
      #expect(saved["status"] == "complete")
      #expect(Self.summary(of: saved) == expected.parts)
      #expect(saved["model"]?.stringValue?.isEmpty == false)
      #expect(saved["id"]?.stringValue == answer.head["x-message-id"])

      // And once more, out of the log.
      #expect(try await visitor.ask("Play \(name)").lines == answer.lines)
      let complaint = try ChunkOracle.complaint(about: answer.frames.compactMap(\.data), from: "v6")
      #expect(complaint == nil)
    }
  }

  /// The oldest clients know fewer fields, and see the same reply, however the network cut it.
  @Test(arguments: Recording.names, [1, 7]) func `in small pieces`(name: String, slice: Int) async throws {
    let recording = try Recording(name: name)
    var summary = try recording.summary().parsed()
    summary.finish = nil
    let expected = summary
    // Byte by byte for the small ones only.
    let size = slice == 1 && recording.bytes.count > 8 << 10 ? 61 : slice
    try await Self.withServer(recording, slice: size) { server in
      let answer = try await server.visitor().ask("Play \(name)")
      #expect(try Self.summary(of: answer) == expected)
      let complaint = try ChunkOracle.complaint(about: answer.frames.compactMap(\.data))
      #expect(complaint == nil)
    }
  }

  /// Without its end, no reply is a success, however little is missing.
  @Test(arguments: Recording.names) func `P6 when they are cut, they are not complete`(name: String)
    async throws
  {
    let recording = try Recording(name: name).cutBeforeFinish()
    let delivered = try recording.summary().parts
    try await Self.withServer(recording, slice: 1 << 20) { server in
      let visitor = server.visitor()
      let answer = try await visitor.ask("Play \(name)")
      #expect(try answer.types.last == "error")
      #expect(try !answer.types.contains("finish"))
      try await server.untilQuiet()
      let messages = try await visitor.messages()
      // Of what delivered nothing, only the question is there.
      #expect(messages.count == (delivered.isEmpty ? 1 : 2))
      for reply in messages.dropFirst() {
        #expect(reply["status"] == "interrupted")
        #expect(Self.said(in: reply) == delivered.filter { $0.kind != "call" }.map(\.text))
      }
      let complaint = try ChunkOracle.complaint(about: answer.frames.compactMap(\.data))
      #expect(complaint == nil)
    }
  }

  /// Text and reasoning of a saved message.
  private static func said(in message: JSONValue) -> [String] {
    (message["parts"]?.arrayValue ?? []).filter { ["text", "reasoning"].contains($0["type"]?.stringValue) }
      .compactMap { $0["text"]?.stringValue }
  }

  private static func withServer(
    _ recording: Recording, slice: Int, _ body: @escaping @Sendable (TestServer) async throws -> Void
  ) async throws {
    let bytes = recording.bytes
    let router = Router()
    router.post(recording.isMessage ? "/v1/messages" : "/v1/chat/completions") { _, _ in
      Response(
        status: .ok, headers: [.contentType: "text/event-stream"],
        body: ResponseBody { writer in
          var rest = bytes[...]
          while !rest.isEmpty {
            try await writer.write(ByteBuffer(bytes: rest.prefix(slice)))
            rest = rest.dropFirst(slice)
          }
          try await writer.finish(nil)
        })
    }
    try await Application(router: router, logger: Logger(label: "upstream") { _ in SwiftLogNoOpLogHandler() })
      .test(.live) { upstream in
        let provider = Self.provider(
          ofMessages: recording.isMessage, baseURL: "http://localhost:\(upstream.port ?? 0)/v1")
        try await TestServer.with(provider, body)
      }
  }

  private static func provider(ofMessages isMessage: Bool, baseURL: String) -> any ModelProvider {
    guard isMessage else {
      let configuration = OpenAICompatibleConfiguration(
        name: "recorded", baseURL: baseURL, model: "recorded-1")
      return OpenAICompatibleProvider(configuration: configuration, client: TestServer.client)
    }
    let configuration = AnthropicConfiguration(name: "recorded", baseURL: baseURL, model: "recorded-1")
    return AnthropicProvider(configuration: configuration, client: TestServer.client)
  }

  /// What a client makes of the chunks.
  private static func summary(of answer: Answer) throws -> ReplySummary {
    var summary = ReplySummary()
    for chunk in try answer.chunks {
      switch chunk["type"]?.stringValue ?? "" {
      case "text-delta": summary.add("text", chunk["delta"]?.stringValue ?? "")
      case "reasoning-delta": summary.add("reasoning", chunk["delta"]?.stringValue ?? "")
      case "tool-input-start":
        summary.begin(chunk["toolCallId"]?.stringValue ?? "", chunk["toolName"]?.stringValue ?? "")
      case "tool-input-delta":
        let calls = summary.parts.filter { $0.kind == "call" }
        let index = calls.firstIndex { $0.callID == chunk["toolCallId"]?.stringValue }
        summary.extend(call: try #require(index), chunk["inputTextDelta"]?.stringValue ?? "")
      case "finish": summary.finish = chunk["finishReason"]?.stringValue
      default: continue
      }
    }
    summary = try summary.parsed()
    // What is available at the end is what was streamed.
    let available = try answer.chunks.filter { $0["type"] == "tool-input-available" }.map { $0["input"] }
    #expect(available == summary.parts.filter { $0.kind == "call" }.map(\.input))
    return summary
  }

  /// What the saved message says.
  private static func summary(of message: JSONValue) -> [ReplySummary.Part] {
    (message["parts"]?.arrayValue ?? []).compactMap { part in
      let type = part["type"]?.stringValue ?? ""
      switch type {
      case "text", "reasoning": return ReplySummary.Part(kind: type, text: part["text"]?.stringValue ?? "")
      case "step-start": return nil
      default:
        return ReplySummary.Part(
          kind: "call", callID: part["toolCallId"]?.stringValue, tool: String(type.dropFirst("tool-".count)),
          input: part["input"])
      }
    }
  }
}

import HoldfastModel
import Testing

/// The rules of the AI SDK's client, `process-ui-message-stream.ts`.
@Suite struct `A message is assembled as the client assembles it` {
  @Test func `a reply of text`() {
    let assembler = MessageAssembler(
      .start(messageID: MessageID(rawValue: "m1")), .startStep, .textStart(.text, id: "t1"),
      .textDelta(.text, id: "t1", delta: "Hel"), .textDelta(.text, id: "t1", delta: "lo"),
      .textEnd(.text, id: "t1"),
      .finishStep, .finish(reason: .stop))
    #expect(assembler.messageID == MessageID(rawValue: "m1"))
    #expect(assembler.text == #"[{"type":"step-start"},{"type":"text","text":"Hello","state":"done"}]"#)
    #expect(assembler.hasContent && !assembler.isStepOpen && assembler.closingChunks.isEmpty)
  }

  @Test func `nothing yet`() {
    let assembler = MessageAssembler(.start(messageID: MessageID(rawValue: "m1")), .startStep)
    #expect(assembler.text == #"[{"type":"step-start"}]"#)
    #expect(!assembler.hasContent && assembler.isStepOpen)
    #expect(MessageAssembler().messageID == nil && MessageAssembler().messageParts.isEmpty)
  }

  @Test func `text and reasoning side by side, each by its id`() {
    let assembler = MessageAssembler(
      .startStep, .textStart(.reasoning, id: "1"), .textStart(.text, id: "1"), .textStart(.text, id: "2"),
      .textDelta(.reasoning, id: "1", delta: "r"), .textDelta(.text, id: "2", delta: "b"),
      .textDelta(.text, id: "1", delta: "a"), .textEnd(.text, id: "2"))
    #expect(
      assembler.text
        == #"[{"type":"step-start"},{"type":"reasoning","text":"r","state":"streaming"},"#
        + #"{"type":"text","text":"a","state":"streaming"},{"type":"text","text":"b","state":"done"}]"#)
  }

  @Test func `an id that comes again in another step is another part`() {
    let step: [Chunk] = [.startStep, .textStart(.text, id: "1"), .textDelta(.text, id: "1", delta: "x")]
    let assembler = MessageAssembler(step + [.finishStep] + step + [.textEnd(.text, id: "1")])
    #expect(
      assembler.text
        == #"[{"type":"step-start"},{"type":"text","text":"x","state":"streaming"},"#
        + #"{"type":"step-start"},{"type":"text","text":"x","state":"done"}]"#)
  }

  @Test func `an id that is opened again in its step leaves the first part as it is`() {
    let assembler = MessageAssembler(
      .startStep, .textStart(.text, id: "1"), .textDelta(.text, id: "1", delta: "a"),
      .textStart(.text, id: "1"),
      .textDelta(.text, id: "1", delta: "b"))
    #expect(assembler.messageParts.compactMap(\.text) == ["a", "b"])
    // The client knows the newer one alone; a second end would break it.
    #expect(assembler.closingChunks == [.textEnd(.text, id: "1"), .finishStep])
  }

  @Test func `what belongs to nothing that is open is left out`() {
    let assembler = MessageAssembler(
      .startStep, .textDelta(.text, id: "1", delta: "a"), .textEnd(.text, id: "1"),
      .textStart(.text, id: "1"),
      .finishStep, .textDelta(.text, id: "1", delta: "b"),
      .toolInputDelta(toolCallID: "c9", inputTextDelta: "{"), .toolOutputAvailable(.of("c9"), output: 1))
    #expect(assembler.text == #"[{"type":"step-start"},{"type":"text","text":"","state":"streaming"}]"#)
  }

  @Test func `provider metadata, the last that came`() {
    let (one, two): (JSONValue, JSONValue) = (["p": ["n": 1]], ["p": ["n": 2]])
    let assembler = MessageAssembler(
      .textStart(.text, id: "1", providerMetadata: one), .textDelta(.text, id: "1", delta: "a"),
      .textStart(.reasoning, id: "2"), .textDelta(.reasoning, id: "2", delta: "b", providerMetadata: one),
      .textEnd(.reasoning, id: "2", providerMetadata: two))
    #expect(
      assembler.text
        == #"[{"type":"text","text":"a","state":"streaming","providerMetadata":{"p":{"n":1}}},"#
        + #"{"type":"reasoning","text":"b","state":"done","providerMetadata":{"p":{"n":2}}}]"#)
  }

  @Test func `sources and files`() {
    let assembler = MessageAssembler(
      .sourceURL(sourceID: "s1", url: "https://a.example"),
      .sourceURL(sourceID: "s2", url: "https://b.example", title: "B"),
      .sourceDocument(sourceID: "s3", mediaType: "text/plain", title: "C"),
      .sourceDocument(sourceID: "s4", mediaType: "text/plain", title: "D", filename: "d.txt"),
      .file(url: "data:,x", mediaType: "text/plain"))
    #expect(
      assembler.text
        == #"[{"type":"source-url","sourceId":"s1","url":"https://a.example"},"#
        + #"{"type":"source-url","sourceId":"s2","url":"https://b.example","title":"B"},"#
        + #"{"type":"source-document","sourceId":"s3","mediaType":"text/plain","title":"C"},"#
        + #"{"type":"source-document","sourceId":"s4","mediaType":"text/plain","title":"D","filename":"d.txt"},"#
        + #"{"type":"file","mediaType":"text/plain","url":"data:,x"}]"#)
    #expect(assembler.hasContent)
  }

  @Test func `data parts, replaced in place by type and id`() {
    let assembler = MessageAssembler(
      .data(name: "a", value: 1, id: "1"), .data(name: "b", value: 2, id: "1"), .data(name: "a", value: 3),
      .data(name: "a", value: 4), .data(name: "a", value: ["new": true], id: "1"))
    #expect(
      assembler.text
        == #"[{"type":"data-a","id":"1","data":{"new":true}},{"type":"data-b","id":"1","data":2},"#
        + #"{"type":"data-a","data":3},{"type":"data-a","data":4}]"#)
  }

  @Test func `transient data is not stored, and is no content`() {
    let assembler = MessageAssembler(
      .data(name: "a", value: 1, id: "1", transient: true), .data(name: "notice", value: [:], transient: true)
    )
    #expect(assembler.messageParts.isEmpty && !assembler.hasContent)
  }

  @Test func `metadata, merged deeply`() throws {
    let assembler = MessageAssembler(
      .messageMetadata(["a": ["b": 1, "c": [1, 2]], "d": 1]),
      .messageMetadata(["a": ["c": [3], "e": .null]]),
      .messageMetadata(.null), .finish(messageMetadata: ["d": 2]), .finish(messageMetadata: .null))
    #expect(assembler.metadata?.text == #"{"a":{"b":1,"c":[3],"e":null},"d":2}"#)
    #expect(MessageAssembler(.startStep, .finish()).metadata == nil)
    #expect(!assembler.hasContent)
  }

  @Test func `abort and error leave it as it is`() {
    let assembler = MessageAssembler(
      .startStep, .textStart(.text, id: "1"), .textDelta(.text, id: "1", delta: "a"), .abort(reason: "x"),
      .error(errorText: "y"))
    #expect(assembler.messageParts.compactMap(\.text) == ["a"])
  }
}

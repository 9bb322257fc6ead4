import HoldfastEngine
import HoldfastModel
import Testing

@Suite struct `A frame writer` {
  private let stream = StreamID(rawValue: "s")
  private let chunks: [Chunk] = [
    .start(messageID: MessageID(rawValue: "m")), .startStep, .textStart(.text, id: "1"),
    .textDelta(.text, id: "1", delta: "a"), .textEnd(.text, id: "1"), .finishStep, .finish(reason: .stop),
  ]

  private func writer(at position: Int = 0, after seal: Seal = .origin, dialect: Dialect = .v5) -> FrameWriter
  {
    FrameWriter(position: position, seal: seal, dialect: dialect, sealer: TestSealer().sealer(for: stream))
  }

  @Test func `numbers from 0 and seals each frame over the one before`() {
    var writer = writer()
    let frames = writer.frames(for: chunks)
    #expect(frames.map(\.position) == Array(0..<7) && writer.position == 7)
    var seal = Seal.origin
    for (frame, chunk) in zip(frames, chunks) {
      #expect(frame.data == chunk.encoded(for: .v5))
      seal = TestSealer().sealer(for: stream).seal(position: frame.position, data: frame.data, previous: seal)
      #expect(frame.seal == seal)
    }
  }

  @Test(arguments: 0...7)
  func `gives the same frames however they are grouped, or taken up by another`(split: Int) {
    var whole = writer()
    let frames = whole.frames(for: chunks)
    var first = writer()
    let head = first.frames(for: Array(chunks[..<split]))
    var second = writer(at: split, after: head.last?.seal ?? .origin)
    #expect(head + second.frames(for: Array(chunks[split...])) == frames)
    #expect(first.frames(for: []).isEmpty && first.position == split)
  }

  @Test func `writes in the dialect of the stream`() {
    var newer = writer(dialect: .v6)
    #expect(
      String(decoding: newer.frames(for: [.finish(reason: .stop)])[0].data, as: UTF8.self).contains(
        "finishReason"))
    var oldest = writer()
    #expect(
      !String(decoding: oldest.frames(for: [.finish(reason: .stop)])[0].data, as: UTF8.self).contains(
        "finishReason"))
  }

  @Test func `gives other seals in another stream, at another place, and after other frames`() {
    var (here, there) = (
      writer(),
      FrameWriter(
        position: 0, seal: .origin, dialect: .v5, sealer: TestSealer().sealer(for: StreamID(rawValue: "t")))
    )
    var later = writer(at: 1)
    let seals = [
      here.frames(for: [.startStep]), there.frames(for: [.startStep]), later.frames(for: [.startStep]),
    ]
    #expect(Set(seals.map { $0[0].seal }).count == 3)
    #expect(here.frames(for: [.startStep])[0].seal != later.frames(for: [.startStep])[0].seal)
  }

  @Test func `and the encoding give one event each, with its cursor`() throws {
    var writer = writer()
    let frames = writer.frames(for: chunks)
    let joined = try FrameEncoding.encode(frames, of: stream)
    #expect(try joined == frames.flatMap { try FrameEncoding.encode($0, of: stream) })
    var transcript = Transcript()
    try transcript.take(joined)
    #expect(transcript.frames.map(\.data) == frames.map(\.data))
    transcript.expectOrdered()
    #expect(try FrameEncoding.encode([Frame](), of: stream).isEmpty)
  }

  @Test func `a frame that is not one line is never sent`() {
    let frame = Frame(position: 0, data: Array("a\n\nid: x".utf8), seal: .origin)
    #expect(throws: (any Error).self) { try FrameEncoding.encode(frame, of: stream) }
  }
}

import HoldfastModel
import HoldfastProviders
import Testing

/// Plays what real providers sent, from a folder that a variable names: it is not part of this project.
@Suite(
  .enabled(if: Recording.folder != nil, "HOLDFAST_RECORDED does not name the folder of recorded streams"),
  .timeLimit(.minutes(5)))
struct RecordedStreamTests {
  @Test func `there are recordings`() { #expect(!Recording.names.isEmpty) }

  @Test(arguments: Recording.names) func `a recorded stream arrives complete and in order`(
    _ name: String
  ) async throws {
    let recording = try Recording(name: name)
    let outcome = try await play([.head(), .body(recording.bytes), .end])
    #expect(outcome.error == nil)
    #expect(ReplySummary(outcome.events) == ReplySummary(chunks: recording.chunks))
    #expect(outcome.events.last.map { if case .finish = $0 { true } else { false } } == true)
  }

  @Test(arguments: Recording.names) func `a recorded stream gives the same events however it is cut`(
    _ name: String
  ) async throws {
    let recording = try Recording(name: name)
    let whole = try await play([.head(), .body(recording.bytes), .end])
    #expect(whole.events.count > 1)
    for slice in [1, 2, 3, 61, 4093] {
      let cut = try await play([.head(), .body(recording.bytes, slice: slice), .end])
      #expect(cut.events == whole.events, "slices of \(slice)")
      #expect(cut.error == nil)
    }
  }

  @Test(arguments: Recording.names) func `a recorded stream that breaks off is never a finish`(
    _ name: String
  ) async throws {
    let recording = try Recording(name: name)
    let finish = recording.chunks.firstIndex { chunk in
      chunk["choices"]?.arrayValue?.first?["finish_reason"]?.stringValue != nil
    }
    let before = recording.chunks.prefix(try #require(finish)).map(\.text)
    let outcome = try await play([.head(), .body(UpstreamAct.events(before)), .close])
    #expect(outcome.failure?.kind == .cut)
    #expect(!outcome.events.contains { if case .finish = $0 { true } else { false } })
  }
}

import HoldfastEngine
import HoldfastModel
import HoldfastTesting
import Testing

/// What came of a reply: what its reader saw, what was saved, and what was counted.
struct FaultOutcome: Sendable, Equatable {
  /// How much of the upstream's text the reader saw.
  enum Seen: Sendable, Equatable {
    case none
    case all
    /// So many characters from the beginning.
    case first(Int)
    /// All of it, and more.
    case more
    /// Something that the upstream never said so.
    case other(String)

    init(_ text: String, of whole: String) {
      if text.isEmpty {
        self = .none
      } else if text == whole {
        self = .all
      } else if whole.hasPrefix(text) {
        self = .first(text.count)
      } else {
        self = text.hasPrefix(whole) ? .more : .other(text)
      }
    }
  }

  /// What the reader saw: the types of the chunks, without repeats of one type.
  var types: [String]
  var seen: Seen
  /// The code of the error at the end.
  var error: String?
  /// The reasons of the seams, in order.
  var seams: [String] = []

  /// What was saved: the status; `nil` when there is no reply.
  var status: String?
  /// The models, when there is more than one.
  var models: [String] = []
  /// The tokens that the provider told, when it told them of the whole reply.
  var output: Int?
  var isEstimated = false

  /// How often the first and the second target were asked, as the upstream saw it.
  var calls: [Int]
  /// What was counted: attempts by result.
  var attempts: [String: Int]
  /// Attempts that failed, by cause.
  var aborts: [String: Int] = [:]
  /// Continuations, all together.
  var continuations = 0
  /// Why a reply was not continued.
  var notContinued: [String] = []
  /// Replies whose usage is an estimate.
  var estimates = 0

  /// Asks a server for a reply, and looks what came of it.
  static func observed(
    on server: TestServer, saying text: String, from upstream: ScriptedUpstream
  ) async throws -> FaultOutcome {
    let visitor = server.visitor()
    let answer = try await visitor.ask()
    try await server.untilQuiet()
    let chunks = try answer.chunks
    let seams = chunks.filter { $0["type"] == "data-seam" }
    let saved = try await visitor.messages().dropFirst().first
    let usage = saved?["usage"]
    // What is saved is what was seen, whatever came of it.
    #expect(try (saved?.messageText ?? "") == answer.replyText)
    let error = try chunks.last?["errorText"]?.stringValue.map { try JSONParser.parse($0) }
    let attempts = try await server.metric("holdfast_provider_attempts_total", by: "result")
    return FaultOutcome(
      types: try answer.types.reduce(into: []) { if $0.last != $1 { $0.append($1) } },
      seen: Seen(try answer.replyText, of: text), error: error?["errorCode"]?.stringValue,
      seams: seams.compactMap { $0["data"]?["reason"]?.stringValue }, status: saved?["status"]?.stringValue,
      models: (saved?["models"]?.arrayValue ?? []).compactMap(\.stringValue),
      output: usage?["estimated"] == true ? nil : usage?["outputTokens"]?.intValue,
      isEstimated: usage?["estimated"] == true,
      calls: [upstream.requests(to: "first").count, upstream.requests(to: "second").count],
      attempts: attempts,
      aborts: try await server.metric("holdfast_provider_aborts_total", by: "cause"),
      continuations: try await server.metric("holdfast_continuations_total", by: "mode").values.reduce(0, +),
      notContinued: try await server.metric("holdfast_not_continued_total", by: "reason").keys.sorted(),
      estimates: Int(try await server.metrics()["holdfast_usage_estimated_total"] ?? 0))
  }
}

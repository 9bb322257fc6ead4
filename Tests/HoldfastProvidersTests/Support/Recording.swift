import FoundationEssentials
import HoldfastModel
import Testing

/// A stream as a real provider once sent it, from the folder that the environment names.
struct Recording: Sendable {
  /// The API that a stream is of, named as its folder.
  enum API: String, Sendable, CaseIterable {
    case chat = "openai-compatible"
    case messages = "anthropic"
  }

  /// A file.
  struct Name: Sendable, CustomTestStringConvertible {
    var api: API
    var file: String
    var testDescription: String { "\(api.rawValue)/\(file)" }
  }

  /// The folder of recorded streams; `nil` when none is given.
  static let folder = ProcessInfo.processInfo.environment["HOLDFAST_RECORDED"].flatMap {
    $0.isEmpty ? nil : $0
  }

  /// The files; empty when there are none.
  static let names = API.allCases.flatMap { names(of: $0) }

  /// The files of one API.
  static func names(of api: API) -> [Name] {
    guard let folder else { return [] }
    let files = (try? FileManager.default.contentsOfDirectory(atPath: "\(folder)/\(api.rawValue)")) ?? []
    return files.filter { $0.hasSuffix(".chunks.txt") || $0.hasSuffix(".sse") }.sorted()
      .map { Name(api: api, file: $0) }
  }

  /// The API that the stream is of.
  var api: API
  /// The bytes of the stream.
  var bytes: [UInt8]
  /// The data of its events, without `[DONE]`.
  var chunks: [JSONValue]

  init(_ name: Name) throws {
    api = name.api
    guard let folder = Self.folder,
      let data = FileManager.default.contents(atPath: "\(folder)/\(name.api.rawValue)/\(name.file)")
    else { throw Unexpected("no recording \(name.testDescription)") }
    let lines = String(decoding: data, as: UTF8.self).split(separator: "\n").map { String($0) }
    if name.file.hasSuffix(".sse") {
      bytes = Array(data)
      chunks = try lines.filter { $0.hasPrefix("data: {") }.map {
        try JSONParser.parse(String($0.dropFirst(6)))
      }
    } else {
      switch api {
      case .chat: bytes = Array(UpstreamAct.events(lines + [done]).utf8)
      case .messages: bytes = Array(UpstreamAct.namedEvents(lines).utf8)
      }
      chunks = try lines.map { try JSONParser.parse($0) }
    }
  }

  /// The events before the one that is the model's own end.
  var beforeFinish: [JSONValue]? {
    let finish = chunks.firstIndex { chunk in
      switch api {
      case .chat: chunk["choices"]?.arrayValue?.first?["finish_reason"]?.stringValue != nil
      case .messages: chunk["type"] == "message_stop"
      }
    }
    return finish.map { Array(chunks[..<$0]) }
  }

  /// Plays acts for a provider that speaks the API.
  func play(_ acts: [UpstreamAct]) async throws -> Outcome {
    switch api {
    case .chat: try await HoldfastProvidersTests.play(acts)
    case .messages: try await playMessage(acts)
    }
  }
}

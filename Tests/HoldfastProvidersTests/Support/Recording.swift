import FoundationEssentials
import HoldfastModel

/// A stream as a real provider once sent it, from the folder that the environment names.
struct Recording: Sendable {
  /// The folder of recorded streams; `nil` when none is given.
  static let folder = ProcessInfo.processInfo.environment["HOLDFAST_RECORDED"].flatMap {
    $0.isEmpty ? nil : $0
  }

  /// The names of the files; empty when there are none.
  static let names: [String] = {
    guard let folder else { return [] }
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder + "/openai-compatible")) ?? []
    return files.filter { $0.hasSuffix(".chunks.txt") || $0.hasSuffix(".sse") }.sorted()
  }()

  /// The bytes of the stream.
  var bytes: [UInt8]
  /// The data of its events, without `[DONE]`.
  var chunks: [JSONValue]

  init(name: String) throws {
    guard let folder = Self.folder,
      let data = FileManager.default.contents(atPath: "\(folder)/openai-compatible/\(name)")
    else { throw Unexpected("no recording \(name)") }
    let lines = String(decoding: data, as: UTF8.self).split(separator: "\n").map { String($0) }
    if name.hasSuffix(".sse") {
      bytes = Array(data)
      chunks = try lines.filter { $0.hasPrefix("data: {") }.map {
        try JSONParser.parse(String($0.dropFirst(6)))
      }
    } else {
      bytes = Array(UpstreamAct.events(lines + [done]).utf8)
      chunks = try lines.map { try JSONParser.parse($0) }
    }
  }
}

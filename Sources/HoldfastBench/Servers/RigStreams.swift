import HoldfastModel
import NIOCore

/// The answers of a ``RigServer``, on its one event loop.
final class RigStreams {
  private let format: FrameFormat
  private var streams: [Substring: TokenStream] = [:]

  init(format: FrameFormat) { self.format = format }

  /// The answer to a request, and whether it is to begin; `nil` for one that is not understood.
  ///
  /// A POST begins one; a GET of `/api/chat/{id}/stream` reads the one that was begun under the id.
  func stream(
    for request: HTTPRequestParser.Request, on loop: any EventLoop
  ) -> (value: TokenStream, isNew: Bool)? {
    if request.method == "GET" {
      let words = request.path.split(separator: "/")
      guard words.count == 4, let stream = streams[words[2]] else { return nil }
      return (stream, false)
    }
    guard request.method == "POST", let body = try? JSONParser.parse(request.body),
      let script = Self.script(in: body)
    else { return nil }
    let stream = TokenStream(script, format: format, on: loop)
    if let id = body["id"]?.stringValue { streams[Substring(id)] = stream }
    return (stream, true)
  }

  /// The script in the last text of a question, in the form of Chat Completions or of the AI SDK.
  private static func script(in body: JSONValue) -> BenchScript? {
    if let text = body["message"]?["parts"]?.arrayValue?.last?["text"]?.stringValue {
      return BenchScript(text)
    }
    for message in (body["messages"]?.arrayValue ?? []).reversed()
    where message["role"]?.stringValue == "user" {
      let content = message["content"]
      let text = content?.stringValue ?? content?.arrayValue?.last?["text"]?.stringValue
      return text.flatMap { BenchScript($0) }
    }
    return nil
  }
}

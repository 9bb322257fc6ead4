import AsyncHTTPClient
import NIOCore
import NIOHTTP1

extension HTTPClientRequest {
  /// A request with JSON that asks for a stream of events.
  init(streamingFrom url: String, body: [UInt8]) {
    self.init(url: url)
    method = .POST
    headers.add(name: "content-type", value: "application/json")
    headers.add(name: "accept", value: "text/event-stream")
    headers.add(name: "user-agent", value: "holdfast")
    self.body = .bytes(ByteBuffer(bytes: body))
  }
}

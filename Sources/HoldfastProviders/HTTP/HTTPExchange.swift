import AsyncHTTPClient
import HoldfastModel
import NIOCore
import NIOHTTP1

/// One request and its answer, under the limits of time.
///
/// The socket is read in a child task, so that a wait for it can be given up while the caller's own task, the only one
/// that may call the caller's closures, goes on. When the body of ``withAnswer(_:)`` returns, throws or is cancelled,
/// the child is cancelled and the connection closed, unless the answer had ended.
struct HTTPExchange: Sendable {
  let client: HTTPClient
  let request: HTTPClientRequest
  let limits: AnswerLimits
  let clock: any Clock<Duration>

  /// Sends the request and lends the answer.
  func withAnswer<Value>(_ body: (HTTPAnswer) async throws -> Value) async throws -> Value {
    let handover = AnswerHandover(stopwatch: Stopwatch(clock), limits: limits)
    async let _: Void = pump(into: handover)
    async let _: Void = handover.watch()
    return try await body(HTTPAnswer(handover: handover, limits: limits))
  }

  private func pump(into handover: AnswerHandover) async {
    do {
      let response = try await client.execute(request, timeout: TimeAmount(limits.total))
      try await handover.put(.head(AnswerHead(response)))
      for try await bytes in response.body { try await handover.put(.bytes(bytes)) }
      handover.finish()
    } catch {
      handover.finish(throwing: error)
    }
  }
}

extension AnswerHead {
  fileprivate init(_ response: HTTPClientResponse) {
    self.init(
      status: Int(response.status.code), contentType: response.headers.first(name: "content-type"))
    for (name, value) in response.headers { waitAdvice.take(name, value) }
  }
}

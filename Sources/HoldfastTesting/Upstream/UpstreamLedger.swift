import HoldfastModel
import Synchronization

/// What a ``ScriptedUpstream`` was asked, and what it chose to do.
final class UpstreamLedger: Sendable {
  private struct State {
    var requests: [UpstreamRequest] = []
    var counts: [String: Int] = [:]
  }

  private let choice: ScriptedUpstream.Choice
  private let state = Mutex(State())

  init(choice: @escaping ScriptedUpstream.Choice) { self.choice = choice }

  var requests: [UpstreamRequest] { state.withLock { $0.requests } }

  /// Notes a request, and returns it with what is done with it.
  func take(
    _ format: UpstreamFormat, fields: [(name: String, value: String)], body: [UInt8]
  ) -> UpstreamScript {
    let json = (try? JSONParser.parse(body)) ?? .null
    let model = json["model"]?.stringValue ?? ""
    let request = state.withLock { state in
      state.counts[model, default: 0] += 1
      let request = UpstreamRequest(
        number: state.requests.count + 1, numberOfModel: state.counts[model] ?? 1, receivedAt: .now,
        format: format, model: model, fields: fields, body: json)
      state.requests.append(request)
      return request
    }
    return UpstreamScript(scenario: choice(request), request: request)
  }

  /// Notes that a client closed the connection before the answer had come to its end.
  func noteClose(of number: Int) {
    state.withLock { $0.requests[number - 1].wasClosedByClient = true }
  }
}

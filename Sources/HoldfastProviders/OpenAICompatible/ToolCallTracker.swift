import HoldfastModel

/// Tells which tool call each delta belongs to, and when a call is complete.
///
/// The calls are numbered here, in the order in which they begin: the providers' own numbers may be missing, begin at
/// 1, or be the same for all.
struct ToolCallTracker {
  /// The most calls in one reply.
  static let maximumCalls = 1024

  private struct Call {
    var providerIndex: Int?
    var id: String?
    var name: String?
    var arguments = JSONObjectProgress()
    var hasEnded = false
  }

  private var calls: [Call] = []

  /// Takes a delta.
  mutating func take(_ delta: ToolCallDelta) throws(ProviderError) -> [ProviderEvent] {
    var events: [ProviderEvent] = []
    let place: Int
    if let known = self.place(of: delta) {
      place = known
    } else if delta.id == nil, delta.name == nil, delta.arguments.isEmpty {
      return []
    } else {
      guard calls.count < Self.maximumCalls else {
        throw ProviderError(.malformed, detail: "more than \(Self.maximumCalls) tool calls")
      }
      // A call whose arguments are not whole may still go on beside the new one.
      events += endCalls { $0.arguments.isComplete }
      place = calls.count
      calls.append(Call(providerIndex: delta.index, id: delta.id))
    }
    if calls[place].name == nil, let name = delta.name {
      calls[place].name = name
      calls[place].id = calls[place].id ?? delta.id
      events.append(.toolCallStart(index: place, id: calls[place].id ?? "", name: name))
    }
    guard !delta.arguments.isEmpty else { return events }
    guard calls[place].name != nil else {
      throw ProviderError(.malformed, detail: "arguments of a tool call without a name")
    }
    calls[place].arguments.take(delta.arguments)
    if calls[place].hasEnded {
      if delta.arguments.allSatisfy(\.isWhitespace) { return events }
      throw ProviderError(.malformed, detail: "more arguments for a tool call that was complete")
    }
    events.append(.toolCallDelta(index: place, argumentsDelta: delta.arguments))
    return events
  }

  /// Refuses a finish while there is a call of no tool.
  func requireNames() throws(ProviderError) {
    guard calls.allSatisfy({ $0.name != nil }) else {
      throw ProviderError(.malformed, detail: "a tool call without a name")
    }
  }

  /// Ends what is open: the model has finished.
  mutating func endAll() -> [ProviderEvent] { endCalls { $0.name != nil } }

  private mutating func endCalls(where isOver: (Call) -> Bool) -> [ProviderEvent] {
    var events: [ProviderEvent] = []
    for place in calls.indices where !calls[place].hasEnded && isOver(calls[place]) {
      calls[place].hasEnded = true
      events.append(.toolCallEnd(index: place))
    }
    return events
  }

  /// The call that a delta goes on with; `nil` when it begins one.
  private func place(of delta: ToolCallDelta) -> Int? {
    let candidate =
      if let index = delta.index {
        calls.lastIndex { $0.providerIndex == index }
      } else if let id = delta.id, let known = calls.lastIndex(where: { $0.id == id }) {
        known
      } else {
        calls.indices.last
      }
    guard let candidate else { return nil }
    return begins(delta, after: calls[candidate]) ? nil : candidate
  }

  /// Whether a delta that could go on with a call begins another.
  ///
  /// Only a delta with a name can. Then an id of its own decides; without one, a name that is repeated belongs to the
  /// same call until its arguments are whole.
  private func begins(_ delta: ToolCallDelta, after call: Call) -> Bool {
    guard let name = delta.name, let known = call.name else { return false }
    if let id = delta.id, let knownID = call.id, id != knownID { return true }
    if name != known { return true }
    return call.arguments.isComplete && !delta.arguments.isEmpty
  }
}

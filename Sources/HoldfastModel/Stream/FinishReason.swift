/// Why a provider stopped.
public enum FinishReason: String, Sendable, Hashable, CaseIterable {
  case stop
  case length
  case contentFilter = "content-filter"
  case toolCalls = "tool-calls"
  case error
  case other
}

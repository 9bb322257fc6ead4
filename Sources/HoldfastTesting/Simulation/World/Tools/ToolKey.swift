package import HoldfastModel

/// Which call of which stream: what a tool knows a call by.
package struct ToolKey: Sendable, Hashable, CustomStringConvertible {
  /// The stream.
  package var stream: StreamID
  /// The call's name in it.
  package var call: String

  /// Puts both together.
  package init(stream: StreamID, call: String) {
    self.stream = stream
    self.call = call
  }

  /// Reads the key of a call; `nil` for anything but `<stream>/<call>`.
  init?(_ call: ToolCall) {
    guard let slash = call.key.firstIndex(of: "/") else { return nil }
    self.init(
      stream: StreamID(rawValue: String(call.key[..<slash])),
      call: String(call.key[call.key.index(after: slash)...]))
  }

  /// The key as tools are told it.
  package var description: String { "\(stream)/\(call)" }
}

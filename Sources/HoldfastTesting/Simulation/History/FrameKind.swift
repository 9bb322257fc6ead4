package import HoldfastModel

/// What a frame is to the end of its stream.
package enum FrameKind: String, Sendable, Hashable {
  case content, finish, abort, error, savingNotice

  /// The kind of a chunk.
  package init(_ chunk: Chunk) {
    switch chunk {
    case .finish: self = .finish
    case .abort: self = .abort
    case .error: self = .error
    case .data("notice", let value, _, _) where value["code"]?.stringValue == "SAVING": self = .savingNotice
    default: self = .content
    }
  }

  /// Whether it is a closing frame.
  package var isTerminal: Bool { [.finish, .abort, .error].contains(self) }
}

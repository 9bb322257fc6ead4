/// Why a data directory cannot be used.
public struct DataDirectoryError: Error, Sendable, Hashable {
  /// What is wrong with it.
  public enum Reason: Sendable, Hashable {
    /// Another server has it; `process` is its id, when it could be read.
    case inUse(process: Int32?)
    /// The path names something that is not a directory.
    case notADirectory
    /// A call to the system failed.
    case system(call: String, errno: Int32)
  }

  /// The path as it was given.
  public var path: String
  /// What is wrong.
  public var reason: Reason

  /// Makes an error.
  public init(path: String, reason: Reason) {
    self.path = path
    self.reason = reason
  }
}

extension DataDirectoryError: CustomStringConvertible {
  /// One sentence for the operator, with the path.
  public var description: String {
    switch reason {
    case .inUse(let process?): "the data directory \(path) is in use by process \(process)"
    case .inUse(nil): "the data directory \(path) is in use by another process"
    case .notADirectory: "the data directory \(path) is not a directory"
    case .system(let call, let errno):
      "the data directory \(path) cannot be used: \(call) failed, \(Self.text(of: errno))"
    }
  }
}

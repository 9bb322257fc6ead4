/// The directory in which a server keeps its files, locked for as long as the object lives.
///
/// The lock is `flock` on the file `holdfast.lock`: the system releases it when the process ends, however it ends, so
/// a lock is never left behind. Whoever holds it is the only writer of the files, and needs to wait for no lease of
/// another node. Every store holds on to its directory until its last connection is closed.
public final class DataDirectory: Sendable {
  /// The path as it was given.
  public let path: String
  private let lock: FileLock

  /// Opens and locks a directory, and makes it when there is none, readable by its owner only.
  ///
  /// Waits for nothing. What it makes is synced, so that it survives a loss of power.
  ///
  /// - Parameter path: The directory's path, absolute or from the working directory.
  /// - Throws: ``DataDirectoryError``.
  public init(path: String) throws(DataDirectoryError) {
    try Self.make(path)
    self.path = path
    lock = try FileLock(named: "holdfast.lock", in: path)
  }

  /// The path of a file in the directory.
  func path(of file: String) -> String { path.hasSuffix("/") ? path + file : path + "/" + file }
}

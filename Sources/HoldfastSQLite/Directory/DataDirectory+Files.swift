#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension DataDirectory {
  /// Makes a directory and those above it where there are none.
  static func make(_ path: String) throws(DataDirectoryError) {
    if mkdir(path, 0o700) == 0 { return try sync(parent(of: path), for: path) }
    switch errno {
    case EEXIST: try checkIsDirectory(path)
    case ENOENT where parent(of: path) != path:
      try make(parent(of: path))
      guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw failure("mkdir", path) }
      try sync(parent(of: path), for: path)
    default: throw failure("mkdir", path)
    }
  }

  /// Makes an empty file, readable by its owner only, unless it is there.
  ///
  /// The files that SQLite puts beside a database take over its permissions.
  func makeFile(_ name: String) throws(DataDirectoryError) {
    let descriptor = open(path(of: name), O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw Self.failure("open", path) }
    close(descriptor)
  }

  /// Makes the names of new files survive a loss of power.
  ///
  /// SQLite syncs what is in its files, but not every name.
  func sync() throws(DataDirectoryError) { try Self.sync(path, for: path) }

  private static func sync(_ directory: String, for path: String) throws(DataDirectoryError) {
    let descriptor = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure("open", path) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw failure("fsync", path) }
  }

  private static func checkIsDirectory(_ path: String) throws(DataDirectoryError) {
    var status = stat()
    guard stat(path, &status) == 0 else { throw failure("stat", path) }
    guard status.st_mode & S_IFMT == S_IFDIR else {
      throw DataDirectoryError(path: path, reason: .notADirectory)
    }
  }

  private static func failure(_ call: String, _ path: String) -> DataDirectoryError {
    DataDirectoryError(path: path, reason: .system(call: call, errno: errno))
  }

  /// The path of the directory that holds this one.
  private static func parent(of path: String) -> String {
    var rest = path[...]
    while rest.count > 1, rest.hasSuffix("/") { rest.removeLast() }
    guard let slash = rest.lastIndex(of: "/") else { return "." }
    let parent = rest[..<slash]
    return parent.isEmpty ? "/" : String(parent)
  }
}

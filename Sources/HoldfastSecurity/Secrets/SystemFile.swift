#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Small files, read and made with the care that secrets need.
enum SystemFile {
  /// What a file holds, and who may use it.
  struct Contents: Sendable, Equatable {
    /// The file's bytes.
    var bytes: [UInt8]
    /// The permission bits.
    var permissions: UInt32
  }

  /// Why a file could not be used.
  enum Fault: Error, Equatable, CustomStringConvertible {
    /// A call of the system that failed, with its `errno`.
    case system(call: String, code: Int32)
    /// The path names a directory, a pipe or a device.
    case notAFile
    /// The file has more bytes than the limit.
    case tooLarge(limit: Int)

    var description: String {
      switch self {
      case .system(let call, let code): "\(call): \(String(cString: strerror(code)))"
      case .notAFile: "it is not a regular file"
      case .tooLarge(let limit): "it is larger than \(limit) bytes"
      }
    }
  }

  /// Reads a whole file of at most `limit` bytes.
  ///
  /// The permissions are those of the opened file, not of what the path may name a moment later.
  static func contents(of path: String, limit: Int) throws(Fault) -> Contents {
    // Not blocking, so that a pipe at this path cannot hold up the start.
    let descriptor = try retrying("open") { open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK) }
    defer { close(descriptor) }
    var status = stat()
    _ = try retrying("fstat") { fstat(descriptor, &status) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw .notAFile }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = try retrying("read") {
        buffer.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
      }
      if count == 0 { break }
      bytes += buffer[..<count]
      guard bytes.count <= limit else { throw .tooLarge(limit: limit) }
    }
    return Contents(bytes: bytes, permissions: UInt32(status.st_mode & 0o7777))
  }

  /// Makes a file of mode 0600 unless there is one; it is on disk, whole, when this returns.
  ///
  /// A temporary file beside it is written, synced and linked to the path. A link, unlike a rename, never replaces a
  /// file that another process made in the meantime; where the file system has no links, it is renamed.
  static func createIfAbsent(_ path: String, contents: [UInt8]) throws(Fault) {
    let slash = path.lastIndex(of: "/")
    let directory = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    let name = slash.map { path[path.index(after: $0)...] } ?? path[...]
    let temporary = "\(directory)/.\(name).\(UInt64.random(in: .min ... .max)).tmp"

    let descriptor = try retrying("open") { open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600) }
    defer { unlink(temporary) }
    do {
      defer { close(descriptor) }
      _ = try retrying("fchmod") { fchmod(descriptor, 0o600) }
      var rest = contents[...]
      while !rest.isEmpty {
        let count = try retrying("write") {
          rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
        }
        rest = rest.dropFirst(count)
      }
      _ = try retrying("fsync") { fsync(descriptor) }
    }
    do {
      _ = try retrying("link") { link(temporary, path) }
    } catch .system("link", EEXIST) {
      // Somebody else's file counts, and it too must be on disk before its secret is used.
    } catch .system("link", let code) where [EPERM, ENOTSUP, EOPNOTSUPP, ENOSYS].contains(code) {
      _ = try retrying("rename") { rename(temporary, path) }
    }
    let parent = try retrying("open") { open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
    defer { close(parent) }
    _ = try retrying("fsync") { fsync(parent) }
  }

  /// Repeats a call while a signal interrupts it.
  private static func retrying<Result: SignedInteger>(
    _ call: String, _ body: () -> Result
  ) throws(Fault) -> Result {
    while true {
      let result = body()
      if result >= 0 { return result }
      let code = errno
      if code != EINTR { throw .system(call: call, code: code) }
    }
  }
}

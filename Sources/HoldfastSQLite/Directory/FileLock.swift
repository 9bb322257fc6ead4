#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// An exclusive lock on a file, held for as long as the object lives.
///
/// The file holds the id of the process that has the lock, for the message to whoever comes second.
final class FileLock: Sendable {
  private let descriptor: Int32

  /// Locks a file of a directory, and makes it when there is none.
  init(named name: String, in directory: String) throws(DataDirectoryError) {
    let path = directory + "/" + name
    // A child process must not inherit the descriptor, for with it it would inherit the lock.
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else {
      throw DataDirectoryError(path: directory, reason: .system(call: "open", errno: errno))
    }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      let number = errno
      let holder = Self.readProcess(descriptor)
      close(descriptor)
      let isHeld = number == EWOULDBLOCK
      throw DataDirectoryError(
        path: directory,
        reason: isHeld ? .inUse(process: holder) : .system(call: "flock", errno: number))
    }
    Self.writeProcess(descriptor)
  }

  // Closing the only descriptor of the open file releases the lock.
  deinit { close(descriptor) }

  private static func readProcess(_ descriptor: Int32) -> Int32? {
    withUnsafeTemporaryAllocation(byteCount: 32, alignment: 1) { buffer in
      let count = pread(descriptor, buffer.baseAddress, buffer.count, 0)
      guard count > 0 else { return nil }
      let text = String(decoding: buffer[..<count], as: UTF8.self)
      return text.split(whereSeparator: \.isNewline).first.flatMap { Int32($0) }
    }
  }

  /// Writes our id; a failure costs the number in a message and nothing else.
  private static func writeProcess(_ descriptor: Int32) {
    let text = Array("\(getpid())\n".utf8)
    guard ftruncate(descriptor, 0) == 0 else { return }
    _ = pwrite(descriptor, text, text.count, 0)
  }
}

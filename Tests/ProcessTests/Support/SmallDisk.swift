import Foundation
import TestServers

/// A file system of a few megabytes that only some processes see, and that can be filled and emptied.
///
/// It lives in a mount namespace of its own, which a process that does nothing keeps for it: so the machine's own mounts
/// stay as they are, and whatever ends the test takes the file system away.
final class SmallDisk {
  /// Where it is, for the processes that see it.
  let path: String
  private let holder: ChildProcess
  private let temporary: TemporaryDirectory

  /// Mounts one.
  init(megabytes: Int) throws {
    temporary = try TemporaryDirectory()
    path = temporary.path
    let script = """
      mount -t tmpfs -o size=\(megabytes)m,mode=700 holdfast "$0" && touch "$0/mounted" && exec sleep 86400
      """
    holder = try ChildProcess(
      command: [
        try Tool.unshare.path(), "--mount", "--propagation", "private", "/bin/sh", "-c", script, path,
      ], output: temporary.path + "/holder")
    try Deadline.step.poll("the mount of a small file system") {
      if holder.hasEnded { throw ProcessFailure("a tmpfs cannot be mounted: \(holderSays)") }
      return FileManager.default.fileExists(atPath: outside + "/mounted") ? () : nil
    }
  }

  /// The command that a process is started with to see it.
  var prefix: [String] {
    get throws { [try Tool.nsenter.path(), "--mount=/proc/\(holder.id)/ns/mnt", "--"] }
  }

  /// Takes all the room that is left.
  func fill() throws {
    let descriptor = open(ballast, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw ProcessFailure("open: \(TCP.lastError)") }
    defer { close(descriptor) }
    var size = 1 << 20
    let zeros = [UInt8](repeating: 0, count: size)
    while size > 0 {
      if write(descriptor, zeros, size) > 0 { continue }
      guard errno == ENOSPC else { throw ProcessFailure("write: \(TCP.lastError)") }
      size /= 2
    }
  }

  /// Gives the room back.
  func free() throws {
    guard unlink(ballast) == 0 else { throw ProcessFailure("unlink: \(TCP.lastError)") }
  }

  /// Where it is for the test, which does not see it under ``path``.
  private var outside: String { "/proc/\(holder.id)/root\(path)" }
  private var ballast: String { outside + "/ballast" }

  private var holderSays: String {
    (try? String(contentsOfFile: temporary.path + "/holder", encoding: .utf8)) ?? ""
  }
}

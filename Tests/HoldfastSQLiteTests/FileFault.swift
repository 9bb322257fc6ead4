import Foundation

/// Puts another file behind the descriptors that this process has of a file, so that calls on them fail for real.
final class FileFault {
  struct NotOpen: Error {}

  private var saved: [(descriptor: Int32, copy: Int32)] = []

  /// Replaces a file.
  ///
  /// - Parameters:
  ///   - path: The file that is open.
  ///   - other: What is written and synced instead.
  init(_ path: String, becomes other: String, flags: Int32 = O_RDWR) throws {
    let path = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    // All are found first: the copies that are made below are descriptors of the same file.
    let descriptors = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").filter { name in
      (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\(name)")) == path
    }
    for descriptor in descriptors.compactMap({ Int32($0) }) {
      saved.append((descriptor, dup(descriptor)))
      let replacement = open(other, flags | O_CLOEXEC)
      dup2(replacement, descriptor)
      close(replacement)
    }
    guard !saved.isEmpty else { throw NotOpen() }
  }

  /// Puts the file back.
  func end() {
    for (descriptor, copy) in saved {
      dup2(copy, descriptor)
      close(copy)
    }
    saved = []
  }

  deinit { end() }
}

import Foundation
import Synchronization

/// Directories that are needed for as long as the process runs, and removed when it ends.
package enum Leftovers {
  private static let paths = Mutex<[String]>([])
  private static let removesAtExit: Void = {
    _ = atexit {
      for path in Leftovers.paths.withLock({ $0 }) { try? FileManager.default.removeItem(atPath: path) }
    }
  }()

  /// Removes a directory at the end.
  package static func removeAtExit(_ path: String) {
    _ = removesAtExit
    paths.withLock { $0.append(path) }
  }
}

import Foundation
import Synchronization

/// Ports that nobody listens on.
package enum Ports {
  /// Below the range from which the system takes ports for connections, so that none of those takes one of ours
  /// while its server is down.
  private static let range = 12_000..<32_000
  private static let next = Mutex(range.lowerBound + Int(getpid()) * 53 % range.count)

  /// A port that is not handed out again in this process.
  package static func free() throws -> Int {
    for _ in range {
      let port = next.withLock { next in
        next = next + 1 < range.upperBound ? next + 1 : range.lowerBound
        return next
      }
      if try isFree(port) { return port }
    }
    throw ProcessFailure("there is no free port in \(range)")
  }

  private static func isFree(_ port: Int) throws -> Bool {
    let descriptor = try TCP.socket()
    defer { close(descriptor) }
    return TCP.withAddress(port: port) { bind(descriptor, $0, $1) } == 0
  }
}

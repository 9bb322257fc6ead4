import Foundation
import TestServers

/// A socket that listens on a port of this machine.
final class Listener: Sendable {
  let port: Int
  private let descriptor: Int32

  init(port: Int) throws {
    self.port = port
    descriptor = try TCP.socket()
    let result = TCP.withAddress(port: port) { bind(descriptor, $0, $1) }
    guard result == 0, listen(descriptor, 16) == 0 else { throw ProcessFailure("listen: \(TCP.lastError)") }
  }

  /// The next connection.
  func accept(deadline: Deadline = .step) throws -> Connection {
    try TCP.wait(descriptor, for: POLLIN, deadline)
    let accepted = Foundation.accept(descriptor, nil, nil)
    guard accepted >= 0 else { throw ProcessFailure("accept: \(TCP.lastError)") }
    _ = fcntl(accepted, F_SETFD, FD_CLOEXEC)
    _ = fcntl(accepted, F_SETFL, O_NONBLOCK)
    return Connection(accepted: accepted)
  }

  deinit { close(descriptor) }
}

package import Foundation

/// Sockets to this machine, without a library between the test and the bytes.
package enum TCP {
  /// A socket that no child process inherits.
  package static func socket() throws -> Int32 {
    let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue) | Int32(SOCK_NONBLOCK.rawValue)
    let descriptor = Foundation.socket(AF_INET, kind, 0)
    guard descriptor >= 0 else { throw ProcessFailure("socket: \(lastError)") }
    return descriptor
  }

  /// Lends the address of a port of this machine.
  package static func withAddress<Value>(
    port: Int, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Value
  ) -> Value {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
    return withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        body($0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
  }

  /// Waits until a socket can be read or written.
  package static func wait(_ descriptor: Int32, for events: Int32, _ deadline: Deadline) throws {
    var entry = pollfd(fd: descriptor, events: Int16(events), revents: 0)
    while true {
      let count = Foundation.poll(&entry, 1, deadline.milliseconds)
      if count > 0 { return }
      if count < 0, errno == EINTR { continue }
      throw ProcessFailure(count == 0 ? "the peer did nothing in time" : "poll: \(lastError)")
    }
  }

  /// The system's text for the last error.
  package static var lastError: String { String(cString: strerror(errno)) }
}

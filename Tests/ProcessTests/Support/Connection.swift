import Foundation
import TestServers

/// A connection to a server, byte by byte, with a deadline for each step.
final class Connection {
  /// What a read brought.
  enum Piece {
    case bytes([UInt8])
    /// The peer closed, or is gone.
    case end
  }

  private let descriptor: Int32
  private var buffer = [UInt8](repeating: 0, count: 256 << 10)

  /// Connects.
  ///
  /// - Parameter receiveBuffer: The system's receive buffer; small for a client that is to be slow.
  init(port: Int, receiveBuffer: Int32? = nil, deadline: Deadline = .step) throws {
    descriptor = try TCP.socket()
    if var size = receiveBuffer {
      setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &size, socklen_t(MemoryLayout<Int32>.size))
    }
    var one: Int32 = 1
    setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &one, socklen_t(MemoryLayout<Int32>.size))
    let result = TCP.withAddress(port: port) { connect(descriptor, $0, $1) }
    guard result == 0 || errno == EINPROGRESS else { throw ProcessFailure("connect: \(TCP.lastError)") }
    try TCP.wait(descriptor, for: POLLOUT, deadline)
    var error: Int32 = 0
    var size = socklen_t(MemoryLayout<Int32>.size)
    getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &error, &size)
    guard error == 0 else { throw ProcessFailure("connect: \(String(cString: strerror(error)))") }
  }

  /// Takes over a connection that was accepted.
  init(accepted: Int32) { descriptor = accepted }

  deinit { close(descriptor) }

  func write(_ bytes: [UInt8], deadline: Deadline = .step) throws {
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes {
        send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      if count > 0 {
        sent += count
      } else if errno == EAGAIN {
        try TCP.wait(descriptor, for: POLLOUT, deadline)
      } else if errno != EINTR {
        throw ProcessFailure("send: \(TCP.lastError)")
      }
    }
  }

  /// The next bytes, as they come.
  func read(deadline: Deadline = .step) throws -> Piece {
    while true {
      let count = buffer.withUnsafeMutableBytes { recv(descriptor, $0.baseAddress, $0.count, 0) }
      if count > 0 { return .bytes(Array(buffer[..<count])) }
      if count == 0 { return .end }
      switch errno {
      case EAGAIN: try TCP.wait(descriptor, for: POLLIN, deadline)
      case EINTR: continue
      case ECONNRESET, EPIPE: return .end
      default: throw ProcessFailure("recv: \(TCP.lastError)")
      }
    }
  }
}

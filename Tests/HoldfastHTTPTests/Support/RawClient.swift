import Foundation
import Glibc

/// A client that is nothing but a socket: it need not read, and may leave in the middle of anything.
final class RawClient: Sendable {
  private let socket: Int32

  /// Connects.
  ///
  /// - Parameter receiveBuffer: How many bytes the system may keep for a client that does not read.
  init(port: Int, receiveBuffer: Int32? = nil) throws {
    var hints = addrinfo()
    hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    var addresses: UnsafeMutablePointer<addrinfo>?
    guard getaddrinfo("localhost", "\(port)", &hints, &addresses) == 0 else {
      throw Unexpected("no localhost")
    }
    defer { freeaddrinfo(addresses) }
    var next = addresses
    while let address = next {
      next = address.pointee.ai_next
      let descriptor = Glibc.socket(address.pointee.ai_family, address.pointee.ai_socktype, 0)
      guard descriptor >= 0 else { continue }
      if var size = receiveBuffer {
        setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &size, socklen_t(MemoryLayout<Int32>.size))
      }
      if connect(descriptor, address.pointee.ai_addr, address.pointee.ai_addrlen) == 0 {
        socket = descriptor
        return
      }
      Glibc.close(descriptor)
    }
    throw Unexpected("nobody listens on \(port)")
  }

  /// Sends a text; less of it when the server no longer listens.
  func send(_ text: String) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes {
        Glibc.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return }
      bytes = bytes.dropFirst(count)
    }
  }

  /// Closes in order.
  func close() { Glibc.close(socket) }

  /// Breaks off.
  func reset() {
    var option = linger(l_onoff: 1, l_linger: 0)
    setsockopt(socket, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
    Glibc.close(socket)
  }

  /// Reads at least so many bytes, or to the end of the connection.
  func read(atLeast count: Int = .max) async -> [UInt8] {
    await withCheckedContinuation { continuation in
      // A thread of its own: those of tasks are few and must not wait.
      Thread.detachNewThread { [socket] in
        var received: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        while received.count < count {
          let read = recv(socket, &buffer, buffer.count, 0)
          guard read > 0 else { break }
          received += buffer[..<read]
        }
        continuation.resume(returning: received)
      }
    }
  }
}

extension Visitor {
  /// A request as text.
  func rawRequest(_ method: String, _ path: String, body: String? = nil, length: Int? = nil) -> String {
    var lines = ["\(method) \(path) HTTP/1.1", "host: localhost:\(server.port)"]
    lines += fields.map { "\($0.0): \($0.1)" }
    if let body {
      lines += ["content-type: application/json", "content-length: \(length ?? body.utf8.count)"]
    }
    return lines.joined(separator: "\r\n") + "\r\n\r\n" + (body ?? "")
  }
}

import NIOCore
import Synchronization

/// The body of a request, which notes when it is asked for.
///
/// The HTTP client asks for it once there is a connection, encrypted where it is to be, and the head was written. Until
/// then the other end has nothing that it could act on.
final class SentBody: AsyncSequence, Sendable {
  typealias Element = ByteBuffer

  private let bytes: ByteBuffer
  private let wasAskedFor = Mutex(false)

  init(_ bytes: [UInt8]) { self.bytes = ByteBuffer(bytes: bytes) }

  /// The number of its bytes.
  var count: Int64 { Int64(bytes.readableBytes) }
  /// Whether it may have been sent.
  var isSent: Bool { wasAskedFor.withLock { $0 } }

  func makeAsyncIterator() -> Iterator { Iterator(body: self) }

  struct Iterator: AsyncIteratorProtocol {
    let body: SentBody
    var isDone = false

    mutating func next() async -> ByteBuffer? {
      if isDone { return nil }
      isDone = true
      body.wasAskedFor.withLock { $0 = true }
      return body.bytes
    }
  }
}

import NIOCore
import Synchronization

/// What has arrived somewhere.
final class ReceivedBytes: Sendable {
  private let bytes = Mutex<[UInt8]>([])

  var text: String { String(decoding: bytes.withLock { $0 }, as: UTF8.self) }

  func add(_ buffer: ByteBuffer) { bytes.withLock { $0 += buffer.readableBytesView } }
}

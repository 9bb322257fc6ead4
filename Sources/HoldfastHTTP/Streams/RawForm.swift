import HoldfastEngine
import HoldfastModel
import NIOCore

/// The forms in which a stream can be downloaded.
enum RawForm: String {
  /// The text of the reply.
  case text
  /// Every chunk, one a line.
  case jsonl
  /// The frames as they were sent.
  case sse

  var contentType: String {
    switch self {
    case .text: "text/plain; charset=utf-8"
    case .jsonl: "application/jsonl; charset=utf-8"
    case .sse: "text/event-stream"
    }
  }

  var fileExtension: String {
    switch self {
    case .text: "txt"
    case .jsonl: "jsonl"
    case .sse: "sse"
    }
  }

  /// Some frames in this form.
  func render(_ frames: [Frame], of stream: StreamID) throws -> ByteBuffer {
    switch self {
    case .sse: return ByteBuffer(bytes: try FrameEncoding.encode(frames, of: stream))
    case .jsonl:
      var buffer = ByteBuffer()
      for frame in frames {
        buffer.writeBytes(frame.data)
        buffer.writeInteger(UInt8(ascii: "\n"))
      }
      return buffer
    case .text:
      var buffer = ByteBuffer()
      for frame in frames {
        switch try Chunk(decoding: frame.data) {
        case .textDelta(.text, _, let delta, _): buffer.writeString(delta)
        case .textEnd(.text, _, _): buffer.writeString("\n")
        default: continue
        }
      }
      return buffer
    }
  }
}

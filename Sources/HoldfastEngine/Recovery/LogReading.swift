import HoldfastModel
import HoldfastStores

/// Reads whole streams from the log.
enum LogReading {
  /// The message that a stream's frames make.
  ///
  /// - Throws: ``StoreError``, with `damaged` when a frame holds no chunk.
  static func assemble(
    _ record: StreamRecord, from log: any StreamLog, pageBytes: Int
  ) async throws -> MessageAssembler {
    var assembler = MessageAssembler()
    var position = 0
    while position < record.length {
      let frames = try await log.read(record.stream, from: position, maximumBytes: pageBytes)
      guard let last = frames.last else {
        throw StoreError(.damaged, "a stream is shorter than its record says")
      }
      for frame in frames {
        do { assembler.accept(try Chunk(decoding: frame.data)) } catch {
          throw StoreError(.damaged, "a frame holds no chunk: \(error.reason)")
        }
      }
      position = last.position + 1
    }
    return assembler
  }
}

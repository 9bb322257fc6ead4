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
    try await read(record, from: log, pageBytes: pageBytes, into: &assembler)
    return assembler
  }

  /// The message that a stream's frames make, as far as they can be read.
  ///
  /// - Throws: ``StoreError`` but for `damaged`.
  static func assembleReadable(
    _ record: StreamRecord, from log: any StreamLog, pageBytes: Int
  ) async throws -> (assembler: MessageAssembler, isDamaged: Bool) {
    var assembler = MessageAssembler()
    do { try await read(record, from: log, pageBytes: pageBytes, into: &assembler) } catch let error
      as StoreError where error.code == .damaged
    { return (assembler, true) }
    return (assembler, false)
  }

  private static func read(
    _ record: StreamRecord, from log: any StreamLog, pageBytes: Int, into assembler: inout MessageAssembler
  ) async throws {
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
  }
}

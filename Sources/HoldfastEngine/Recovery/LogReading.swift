import HoldfastModel
import HoldfastStores

/// Reads whole streams from the log.
enum LogReading {
  /// What a stream's frames make.
  struct Contents {
    /// The message.
    var assembler = MessageAssembler()
    /// How often the reply was gone on with.
    var seams = 0
    /// Whether something of it could not be read.
    var isDamaged = false

    fileprivate mutating func accept(_ chunk: Chunk) {
      if case .data(RunMachine.seamName, _, _, true) = chunk { seams += 1 }
      assembler.accept(chunk)
    }
  }

  /// The message that a stream's frames make.
  ///
  /// - Throws: ``StoreError``, with `damaged` when a frame holds no chunk.
  static func assemble(
    _ record: StreamRecord, from log: any StreamLog, pageBytes: Int
  ) async throws -> MessageAssembler {
    var contents = Contents()
    try await read(record, from: log, pageBytes: pageBytes, into: &contents)
    return contents.assembler
  }

  /// What a stream's frames make, as far as they can be read.
  ///
  /// - Throws: ``StoreError`` but for `damaged`.
  static func readable(
    _ record: StreamRecord, from log: any StreamLog, pageBytes: Int
  ) async throws -> Contents {
    var contents = Contents()
    do { try await read(record, from: log, pageBytes: pageBytes, into: &contents) } catch let error
      as StoreError where error.code == .damaged
    { contents.isDamaged = true }
    return contents
  }

  private static func read(
    _ record: StreamRecord, from log: any StreamLog, pageBytes: Int, into contents: inout Contents
  ) async throws {
    var position = 0
    while position < record.length {
      let frames = try await log.read(record.stream, from: position, maximumBytes: pageBytes)
      guard let last = frames.last else {
        throw StoreError(.damaged, "a stream is shorter than its record says")
      }
      for frame in frames {
        do { contents.accept(try Chunk(decoding: frame.data)) } catch {
          throw StoreError(.damaged, "a frame holds no chunk: \(error.reason)")
        }
      }
      position = last.position + 1
    }
  }
}

#if Redis
  import CHiredis
  package import NIOCore

  /// Reads replies from bytes that come in pieces, by hiredis.
  ///
  /// Owns hiredis's reader and frees it. Used by one event loop at a time.
  package final class RedisReplyReader {
    /// Why bytes are no replies: nothing that follows can be trusted.
    package struct Garbage: Error {}

    private let functions: UnsafeMutablePointer<redisReplyObjectFunctions>
    private let reader: UnsafeMutablePointer<redisReader>?

    /// Makes a reader that has read nothing.
    package init() {
      functions = .allocate(capacity: 1)
      functions.initialize(to: RedisReplyNode.functions())
      // `nil` when memory is out; every call throws then.
      reader = redisReaderCreateWithFunctions(functions)
    }

    deinit {
      if let reader { redisReaderFree(reader) }
      functions.deinitialize(count: 1)
      functions.deallocate()
    }

    /// Takes bytes.
    package func feed(_ buffer: ByteBuffer) throws(Garbage) {
      let result = buffer.withUnsafeReadableBytes { bytes in
        redisReaderFeed(reader, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), bytes.count)
      }
      guard reader != nil, result == REDIS_OK else { throw Garbage() }
    }

    /// The next whole reply; `nil` until there is one.
    package func next() throws(Garbage) -> RedisValue? {
      var root: UnsafeMutableRawPointer?
      guard let reader, redisReaderGetReply(reader, &root) == REDIS_OK else { throw Garbage() }
      return root.map { RedisReplyNode.take($0).value }
    }
  }
#endif

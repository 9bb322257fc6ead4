#if Redis
  import CHiredis

  /// A part of a reply while hiredis reads it.
  ///
  /// hiredis knows it as an untyped pointer. The root is retained for it; every other node is kept by its parent.
  final class RedisReplyNode {
    private enum Content {
      case value(RedisValue)
      case array([RedisReplyNode?])
    }

    private var content: Content

    private init(_ content: Content) { self.content = content }

    /// What was read.
    var value: RedisValue {
      switch content {
      case .value(let value): value
      case .array(let elements): .array(elements.map { $0?.value ?? .null })
      }
    }

    /// Makes nodes for hiredis.
    static func functions() -> redisReplyObjectFunctions {
      redisReplyObjectFunctions(
        createString: { task, bytes, count in
          guard let task else { return nil }
          let content = UnsafeRawBufferPointer(start: bytes, count: count)
          switch task.pointee.type {
          case REDIS_REPLY_ERROR:
            return RedisReplyNode.insert(
              .value(.error(RedisErrorReply(String(decoding: content, as: UTF8.self)))), at: task)
          case REDIS_REPLY_STATUS:
            return RedisReplyNode.insert(.value(.status(String(decoding: content, as: UTF8.self))), at: task)
          default:
            return RedisReplyNode.insert(.value(.bytes(Array(content))), at: task)
          }
        },
        createArray: { task, count in
          // The elements are added as they come: a count alone, which may be a lie, reserves nothing.
          guard let task, count >= 0 else { return nil }
          return RedisReplyNode.insert(.array([]), at: task)
        },
        createInteger: { task, number in
          guard let task else { return nil }
          return RedisReplyNode.insert(.value(.integer(Int(number))), at: task)
        },
        createNil: { task in
          guard let task else { return nil }
          return RedisReplyNode.insert(.value(.null), at: task)
        },
        freeObject: { root in
          guard let root else { return }
          Unmanaged<RedisReplyNode>.fromOpaque(root).release()
        })
    }

    /// Takes over a root that hiredis has handed out.
    static func take(_ root: UnsafeMutableRawPointer) -> RedisReplyNode {
      Unmanaged<RedisReplyNode>.fromOpaque(root).takeRetainedValue()
    }

    private static func insert(
      _ content: Content, at task: UnsafePointer<redisReadTask>
    ) -> UnsafeMutableRawPointer? {
      let node = RedisReplyNode(content)
      guard let above = task.pointee.parent else { return Unmanaged.passRetained(node).toOpaque() }
      guard let object = above.pointee.obj else { return nil }
      let parent = Unmanaged<RedisReplyNode>.fromOpaque(object).takeUnretainedValue()
      guard case .array(var elements) = parent.content else { return nil }
      parent.content = .array([])
      elements.append(node)
      parent.content = .array(elements)
      return Unmanaged.passUnretained(node).toOpaque()
    }
  }
#endif

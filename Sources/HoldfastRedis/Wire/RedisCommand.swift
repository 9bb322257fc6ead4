#if Redis
  package import NIOCore

  /// One command: its words as bytes, the key that says where it goes, and what a lost reply to it means.
  package struct RedisCommand: Sendable {
    /// Whether a command changes anything.
    package enum Effect: Sendable {
      /// Nothing: when no reply comes, it is `unavailable`.
      case read
      /// Something, and a repeat of it changes nothing more: when no reply comes it is repeated, and is `indeterminate`
      /// when no repeat is answered either.
      case write
    }

    /// The words.
    package var words: [[UInt8]]
    /// The key by which its server is found; `nil` when any server will do.
    package var key: [UInt8]?
    /// Whether it changes anything.
    package var effect: Effect
    /// The script that it runs by digest, if any: sent whole when the server does not know it.
    var script: RedisScript?

    /// Makes a command of its name and arguments.
    ///
    /// - Parameters:
    ///   - key: The key by which the server is found. It must also stand among the arguments.
    package init(_ name: String, _ arguments: [[UInt8]] = [], key: [UInt8]? = nil, effect: Effect) {
      words = [Array(name.utf8)] + arguments
      self.key = key
      self.effect = effect
    }

    /// Makes a command of text.
    package init(_ words: String..., key: String? = nil, effect: Effect) {
      self.words = words.map { Array($0.utf8) }
      self.key = key.map { Array($0.utf8) }
      self.effect = effect
    }

    /// Makes the call of a script with all the keys that it uses, at least one, which lie in one slot.
    package init(_ script: RedisScript, keys: [[UInt8]], arguments: [[UInt8]]) {
      precondition(!keys.isEmpty, "a script is sent where its first key is")
      words = [Array("EVALSHA".utf8), script.digest, Array(String(keys.count).utf8)] + keys + arguments
      key = keys.first
      effect = script.effect
      self.script = script
    }

    /// The same with the script's source, which the server keeps.
    var withSource: RedisCommand {
      guard let script else { return self }
      var command = self
      command.words[0] = Array("EVAL".utf8)
      command.words[1] = Array(script.source.utf8)
      return command
    }

    /// How many bytes it is long, but for a little.
    var byteCount: Int { words.reduce(0) { $0 + $1.count + 16 } }

    /// Writes it as the protocol wants it.
    package func encode(into buffer: inout ByteBuffer) {
      buffer.writeString("*\(words.count)\r\n")
      for word in words {
        buffer.writeString("$\(word.count)\r\n")
        buffer.writeBytes(word)
        buffer.writeString("\r\n")
      }
    }
  }
#endif

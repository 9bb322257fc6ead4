#if Redis
  import HoldfastModel
  import HoldfastStores

  /// Reads the fields of a hash by name.
  ///
  /// A value that no write of ours can have left there is `damaged`, never a crash.
  struct RecordFields {
    private var values: [String: [UInt8]] = [:]

    /// Reads the reply to `HGETALL`.
    init(_ reply: RedisValue) throws(StoreError) {
      guard let parts = reply.array, parts.count.isMultiple(of: 2) else {
        throw .redisDamage("a record is no hash")
      }
      for index in stride(from: 0, to: parts.count, by: 2) {
        guard let name = parts[index].text, let value = parts[index + 1].bytes else {
          throw .redisDamage("a field of a record is no text")
        }
        values[name] = value
      }
    }

    /// The values of the fields whose names begin so, in no order.
    func values(beginningWith prefix: String) -> [[UInt8]] {
      values.filter { $0.key.hasPrefix(prefix) }.map(\.value)
    }

    /// Whether there is no such hash.
    var isEmpty: Bool { values.isEmpty }

    func optionalText(_ name: String) throws(StoreError) -> String? {
      guard let bytes = values[name] else { return nil }
      guard let text = String(validating: bytes, as: UTF8.self) else { throw damage(name, "is no UTF-8") }
      return text
    }

    func text(_ name: String) throws(StoreError) -> String { try required(optionalText(name), name) }

    func optionalInteger<Number: FixedWidthInteger>(_ name: String) throws(StoreError) -> Number? {
      guard let text = try optionalText(name) else { return nil }
      guard let number = Number(text) else { throw damage(name, "is no integer") }
      return number
    }

    func integer<Number: FixedWidthInteger>(_ name: String) throws(StoreError) -> Number {
      try required(optionalInteger(name), name)
    }

    func time(_ name: String) throws(StoreError) -> Timestamp { Timestamp(milliseconds: try integer(name)) }

    func id<ID: Identifier>(_ name: String) throws(StoreError) -> ID { ID(rawValue: try text(name)) }

    func optionalWord<Word: RawRepresentable<String>>(_ name: String) throws(StoreError) -> Word? {
      guard let text = try optionalText(name) else { return nil }
      guard let word = Word(rawValue: text) else { throw damage(name, "holds an unknown word") }
      return word
    }

    func word<Word: RawRepresentable<String>>(_ name: String) throws(StoreError) -> Word {
      try required(optionalWord(name), name)
    }

    func principal(_ name: String) throws(StoreError) -> Principal {
      try required(Principal(text: text(name)), name)
    }

    func seal(_ name: String) throws(StoreError) -> Seal {
      try required(values[name].flatMap(Seal.init(bytes:)), name)
    }

    func optionalOutcome(_ name: String) throws(StoreError) -> StreamOutcome? {
      guard let bytes = values[name] else { return nil }
      guard let json = try? JSONParser.parse(bytes, maximumDepth: Self.maximumDepth),
        let outcome = StreamOutcome(json: json)
      else { throw damage(name, "is no outcome") }
      return outcome
    }

    /// More than any provider may send, so that what was taken can be read.
    private static let maximumDepth = 256

    private func required<Value>(_ value: Value?, _ name: String) throws(StoreError) -> Value {
      guard let value else { throw damage(name, "is missing or is not what it should be") }
      return value
    }

    /// Names the field and not what is in it.
    private func damage(_ name: String, _ what: String) -> StoreError {
      .redisDamage("the field \(name) of a record \(what)")
    }
  }
#endif

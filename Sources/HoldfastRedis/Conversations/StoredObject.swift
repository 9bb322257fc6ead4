#if Redis
  import HoldfastModel
  import HoldfastStores

  /// An object as a field of a hash keeps it, in JSON: nothing in a text or number is changed.
  ///
  /// What no write of ours can have left there is `damaged`, never a crash.
  struct StoredObject {
    private(set) var json = JSONObject()
    /// What it is, for errors.
    private let what: StaticString

    /// Makes one that is to be written.
    init(_ what: StaticString) { self.what = what }

    /// Reads what ``bytes`` has written.
    init(_ what: StaticString, _ value: RedisValue?) throws(StoreError) {
      self.what = what
      guard let bytes = value?.bytes, let json = try? StoredJSON.value(bytes), let object = json.objectValue
      else { throw StoreError(.damaged, "Redis: \(what) is no object") }
      self.json = object
    }

    // MARK: Writing

    mutating func set(_ name: String, _ text: String?) { json[name] = text.map { .string($0) } }

    mutating func set(_ name: String, _ number: Int64?) {
      json[name] = number.map { .number(JSONNumber(Int($0))) }
    }

    mutating func set(_ name: String, _ value: JSONValue?) { json[name] = value }

    /// The text.
    ///
    /// - Throws: `refused` when it is larger than any value may be.
    var bytes: [UInt8] {
      get throws(StoreError) { Array(try StoredJSON.text(.object(json)).utf8) }
    }

    // MARK: Reading

    func value(_ name: String) throws(StoreError) -> JSONValue { try required(json[name], name) }

    func optionalText(_ name: String) throws(StoreError) -> String? {
      guard let value = json[name] else { return nil }
      return try required(value.stringValue, name)
    }

    func text(_ name: String) throws(StoreError) -> String { try required(try optionalText(name), name) }

    func optionalInteger(_ name: String) throws(StoreError) -> Int64? {
      guard let value = json[name] else { return nil }
      return Int64(try required(value.intValue, name))
    }

    func integer(_ name: String) throws(StoreError) -> Int64 {
      try required(try optionalInteger(name), name)
    }

    func time(_ name: String) throws(StoreError) -> Timestamp {
      Timestamp(milliseconds: try integer(name))
    }

    func id<ID: Identifier>(_ name: String) throws(StoreError) -> ID { ID(rawValue: try text(name)) }

    func optionalID<ID: Identifier>(_ name: String) throws(StoreError) -> ID? {
      try optionalText(name).map(ID.init(rawValue:))
    }

    func word<Word: RawRepresentable<String>>(_ name: String) throws(StoreError) -> Word {
      try required(Word(rawValue: try text(name)), name)
    }

    func principal(_ name: String) throws(StoreError) -> Principal {
      try required(Principal(text: try text(name)), name)
    }

    func fingerprint(_ name: String) throws(StoreError) -> [UInt8] {
      try required(Base64URL.decode(try text(name)), name)
    }

    func required<Value>(_ value: Value?, _ name: String) throws(StoreError) -> Value {
      guard let value else {
        throw StoreError(.damaged, "Redis: \(what) has no \(name), or one that means nothing")
      }
      return value
    }
  }
#endif

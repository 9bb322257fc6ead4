#if MySQL
  import HoldfastModel
  import HoldfastStores

  /// Reads the columns of a row one after the other, in the order in which the statement names them.
  ///
  /// A value that no write of ours can have left there is `damaged`, never a crash.
  struct ColumnReader {
    private let row: [StatementValue]
    private let names: [String]
    private var index = 0

    init(_ row: [StatementValue], _ names: [String]) {
      self.row = row
      self.names = names
    }

    // MARK: Numbers

    mutating func optionalInteger() throws -> Int64? {
      switch try next() {
      case .null: nil
      case .integer(let value): value
      case .bytes: throw damage("is no integer")
      }
    }

    mutating func integer() throws -> Int64 { try required(try optionalInteger()) }

    mutating func int() throws -> Int { Int(try integer()) }

    mutating func time() throws -> Timestamp { Timestamp(milliseconds: try integer()) }

    // MARK: Bytes and text

    mutating func optionalBytes() throws -> [UInt8]? {
      switch try next() {
      case .null: nil
      case .bytes(let bytes): bytes
      case .integer: throw damage("is no bytes")
      }
    }

    mutating func bytes() throws -> [UInt8] { try required(try optionalBytes()) }

    mutating func optionalText() throws -> String? {
      guard let bytes = try optionalBytes() else { return nil }
      guard let text = String(validating: bytes, as: UTF8.self) else { throw damage("is no UTF-8") }
      return text
    }

    mutating func text() throws -> String { try required(try optionalText()) }

    mutating func optionalID<ID: Identifier>() throws -> ID? { try optionalText().map(ID.init(rawValue:)) }

    mutating func id<ID: Identifier>() throws -> ID { ID(rawValue: try text()) }

    mutating func principal() throws -> Principal {
      guard let principal = Principal(text: try text()) else { throw damage("names no principal") }
      return principal
    }

    // MARK: Words and JSON

    mutating func word<Word: RawRepresentable<String>>() throws -> Word {
      guard let word = Word(rawValue: try text()) else { throw damage("holds an unknown word") }
      return word
    }

    mutating func optionalJSON() throws -> JSONValue? {
      guard let bytes = try optionalBytes() else { return nil }
      do {
        return try JSONParser.parse(bytes, maximumDepth: StoredJSON.maximumDepth)
      } catch {
        throw damage("is no JSON")
      }
    }

    mutating func json() throws -> JSONValue { try required(try optionalJSON()) }

    // MARK: The column

    private mutating func next() throws -> StatementValue {
      guard index < row.count else { throw StoreError(.damaged, "a column is missing") }
      defer { index += 1 }
      return row[index]
    }

    private func required<Value>(_ value: Value?) throws -> Value {
      guard let value else { throw damage("is missing") }
      return value
    }

    /// What is wrong with the column that was read last; names it and not what is in it.
    func damage(_ what: String) -> StoreError {
      StoreError(.damaged, "the column \(names[index - 1]) \(what)")
    }
  }
#endif

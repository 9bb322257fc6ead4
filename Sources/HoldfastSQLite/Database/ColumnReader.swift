import Foundation
import GRDB
import HoldfastModel
import HoldfastStores

/// Reads the columns of a row one after the other, in the order in which the statement names them.
///
/// A value that no write of ours can have left there is `damaged`, never a crash.
struct ColumnReader {
  private let row: CurrentRow
  private let statement: Statement
  private var index = 0

  init(_ row: CurrentRow, of statement: Statement) {
    self.row = row
    self.statement = statement
  }

  // MARK: Numbers

  mutating func optionalInteger() throws -> Int64? {
    switch next() {
    case .null: nil
    case .int64(let value): value
    default: throw damage("is no integer")
    }
  }

  mutating func integer() throws -> Int64 { try required(try optionalInteger()) }

  mutating func int() throws -> Int { Int(try integer()) }

  mutating func time() throws -> Timestamp { Timestamp(milliseconds: try integer()) }

  // MARK: Bytes and text

  mutating func optionalData() throws -> Data? {
    switch next() {
    case .null: nil
    case .blob(let data): data
    default: throw damage("is no BLOB")
    }
  }

  mutating func data() throws -> Data { try required(try optionalData()) }

  mutating func bytes() throws -> [UInt8] { Array(try data()) }

  /// Text that is kept as bytes.
  mutating func optionalText() throws -> String? {
    guard let data = try optionalData() else { return nil }
    guard let text = String(validating: data, as: UTF8.self) else { throw damage("is no UTF-8") }
    return text
  }

  mutating func text() throws -> String { try required(try optionalText()) }

  mutating func optionalID<ID: Identifier>() throws -> ID? { try optionalText().map(ID.init(rawValue:)) }

  mutating func id<ID: Identifier>() throws -> ID { ID(rawValue: try text()) }

  mutating func principal() throws -> Principal {
    guard let principal = Principal(text: try text()) else { throw damage("names no principal") }
    return principal
  }

  // MARK: Words and JSON, which are kept as SQLite's text

  mutating func optionalWord<Word: RawRepresentable<String>>() throws -> Word? {
    guard let text = try optionalPlainText() else { return nil }
    guard let word = Word(rawValue: text) else { throw damage("holds an unknown word") }
    return word
  }

  mutating func word<Word: RawRepresentable<String>>() throws -> Word { try required(try optionalWord()) }

  mutating func optionalJSON() throws -> JSONValue? {
    guard let text = try optionalPlainText() else { return nil }
    do {
      return try StoredJSON.value(Array(text.utf8))
    } catch {
      throw damage("is no JSON")
    }
  }

  mutating func json() throws -> JSONValue { try required(try optionalJSON()) }

  // MARK: The column

  private mutating func optionalPlainText() throws -> String? {
    switch next() {
    case .null: nil
    case .string(let text): text
    default: throw damage("is no text")
    }
  }

  private mutating func next() -> DatabaseValue.Storage {
    defer { index += 1 }
    return DatabaseValue(sqliteStatement: row.pointer, index: Int32(index)).storage
  }

  private func required<Value>(_ value: Value?) throws -> Value {
    guard let value else { throw damage("is missing") }
    return value
  }

  /// What is wrong with the column that was read last; names it and not what is in it.
  func damage(_ what: String) -> StoreError {
    StoreError(.damaged, "the column \(statement.columnNames[index - 1]) \(what)")
  }
}

#if MySQL
  import CMariaDB

  /// Where the client library puts the columns of the row that a statement stands at.
  ///
  /// Numbers are put in place. Of bytes only the length is, and they are asked for when it is known.
  final class ResultColumns {
    /// The names of the columns, for what is said of a damaged one.
    let names: [String]
    private let isNumber: [Bool]
    private let numbers: UnsafeMutablePointer<Int64>
    private let lengths: UnsafeMutablePointer<UInt>
    private let nulls: UnsafeMutablePointer<my_bool>
    private(set) var bindings: [MYSQL_BIND] = []

    init(_ fields: UnsafeBufferPointer<MYSQL_FIELD>) {
      names = fields.map { $0.name.map { String(cString: $0) } ?? "" }
      isNumber = fields.map { Self.numberTypes.contains($0.type.rawValue) }
      let count = max(1, fields.count)
      numbers = .allocate(capacity: count)
      numbers.initialize(repeating: 0, count: count)
      lengths = .allocate(capacity: count)
      lengths.initialize(repeating: 0, count: count)
      nulls = .allocate(capacity: count)
      nulls.initialize(repeating: 0, count: count)
      bindings = isNumber.indices.map { binding(of: $0) }
    }

    deinit {
      numbers.deallocate()
      lengths.deallocate()
      nulls.deallocate()
    }

    private static let numberTypes: Set = [
      MYSQL_TYPE_TINY.rawValue, MYSQL_TYPE_SHORT.rawValue, MYSQL_TYPE_INT24.rawValue,
      MYSQL_TYPE_LONG.rawValue, MYSQL_TYPE_LONGLONG.rawValue,
    ]

    private func binding(of index: Int) -> MYSQL_BIND {
      var binding = MYSQL_BIND()
      binding.is_null = nulls + index
      binding.length = lengths + index
      if isNumber[index] {
        binding.buffer_type = MYSQL_TYPE_LONGLONG
        binding.buffer = UnsafeMutableRawPointer(numbers + index)
        binding.buffer_length = 8
      } else {
        binding.buffer_type = MYSQL_TYPE_BLOB
      }
      return binding
    }

    /// The row that a statement stands at; `nil` when the library does not give a column.
    func row(of statement: UnsafeMutablePointer<MYSQL_STMT>) -> [StatementValue]? {
      var row: [StatementValue] = []
      row.reserveCapacity(names.count)
      for index in names.indices {
        if nulls[index] != 0 {
          row.append(.null)
        } else if isNumber[index] {
          row.append(.integer(numbers[index]))
        } else {
          guard let bytes = bytes(at: index, of: statement) else { return nil }
          row.append(.bytes(bytes))
        }
      }
      return row
    }

    private func bytes(at index: Int, of statement: UnsafeMutablePointer<MYSQL_STMT>) -> [UInt8]? {
      let count = Int(lengths[index])
      if count == 0 { return [] }
      var isFetched = false
      let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, initializedCount in
        var (length, isNull) = (UInt(0), my_bool(0))
        var binding = MYSQL_BIND()
        binding.buffer_type = MYSQL_TYPE_BLOB
        binding.buffer = UnsafeMutableRawPointer(buffer.baseAddress)
        binding.buffer_length = UInt(count)
        isFetched = withUnsafeMutablePointer(to: &length) { length in
          withUnsafeMutablePointer(to: &isNull) { isNull in
            binding.length = length
            binding.is_null = isNull
            return mysql_stmt_fetch_column(statement, &binding, UInt32(index), 0) == 0
          }
        }
        initializedCount = isFetched ? count : 0
      }
      return isFetched ? bytes : nil
    }
  }
#endif

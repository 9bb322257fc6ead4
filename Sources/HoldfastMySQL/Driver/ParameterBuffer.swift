#if MySQL
  import CMariaDB

  /// The values of a statement where the client library finds them until the statement has run.
  final class ParameterBuffer {
    private let memory: UnsafeMutableRawBufferPointer
    private(set) var bindings: [MYSQL_BIND]

    init(_ values: [StatementValue]) {
      // Numbers lie at multiples of 8, wherever the bytes before them end.
      let size = values.reduce(0) { $0 + Self.rounded($1.byteCount) }
      memory = .allocate(byteCount: max(8, size), alignment: 8)
      bindings = []
      bindings.reserveCapacity(values.count)
      var offset = 0
      for value in values {
        bindings.append(bind(value, at: offset))
        offset += Self.rounded(value.byteCount)
      }
    }

    deinit { memory.deallocate() }

    private static func rounded(_ count: Int) -> Int { (count + 7) & ~7 }

    private func bind(_ value: StatementValue, at offset: Int) -> MYSQL_BIND {
      var binding = MYSQL_BIND()
      switch value {
      case .null: binding.buffer_type = MYSQL_TYPE_NULL
      case .integer(let number):
        memory.storeBytes(of: number, toByteOffset: offset, as: Int64.self)
        binding.buffer_type = MYSQL_TYPE_LONGLONG
        binding.buffer = memory.baseAddress.map { $0 + offset }
        binding.buffer_length = 8
      case .bytes(let bytes):
        UnsafeMutableRawBufferPointer(rebasing: memory[offset..<(offset + bytes.count)]).copyBytes(
          from: bytes)
        binding.buffer_type = MYSQL_TYPE_BLOB
        binding.buffer = memory.baseAddress.map { $0 + offset }
        binding.buffer_length = UInt(bytes.count)
      }
      return binding
    }
  }
#endif

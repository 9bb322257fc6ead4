#if MySQL
  /// An error as a server sends it.
  struct ErrorPacket: Sendable {
    /// Its number.
    var code: UInt16
    /// Its SQLSTATE.
    var state = "HY000"
    /// What it says.
    var text = "from the proxy"

    /// The packet, in answer to a statement; the one to a login is the third of its connection.
    func bytes(sequence: UInt8 = 1) -> [UInt8] {
      let body = [0xff, UInt8(code & 0xff), UInt8(code >> 8)] + Array("#\(state)\(text)".utf8)
      return [UInt8(body.count & 0xff), UInt8(body.count >> 8), 0, sequence] + body
    }
  }
#endif

/// Reads JSON that was cut: what is open is closed, what is half-written is left out.
///
/// A tool call whose arguments were cut is stored with as much of its input as a client would have shown.
public enum PartialJSON {
  /// The value that the text begins; `nil` when nothing of it can be read.
  public static func complete(_ text: String) -> JSONValue? {
    let bytes = Array(text.utf8)
    guard !bytes.isEmpty else { return nil }
    if let value = try? JSONParser.parse(bytes) { return value }  // whole after all
    // Each place at which the text could end, with what closes it there; the last one that reads wins.
    for end in ends(of: bytes).reversed() {
      if let value = try? JSONParser.parse(Array(bytes[..<end.offset]) + end.closing) { return value }
    }
    return nil
  }

  private struct End {
    var offset: Int
    var closing: [UInt8]
  }

  /// The last few places at which a value is whole, or a string is open.
  private static func ends(of bytes: [UInt8]) -> [End] {
    var ends: [End] = []
    var stack: [UInt8] = []
    var isInString = false
    var isEscaped = false
    for (index, byte) in bytes.enumerated() {
      if isInString {
        if isEscaped {
          isEscaped = false
        } else if byte == UInt8(ascii: "\\") {
          isEscaped = true
        } else if byte == UInt8(ascii: "\"") {
          isInString = false
        }
      } else {
        switch byte {
        case UInt8(ascii: "\""): isInString = true
        case UInt8(ascii: "{"): stack.append(UInt8(ascii: "}"))
        case UInt8(ascii: "["): stack.append(UInt8(ascii: "]"))
        case UInt8(ascii: "}"), UInt8(ascii: "]"): _ = stack.popLast()
        case UInt8(ascii: ","):
          // Before a comma everything is whole.
          ends.append(End(offset: index, closing: stack.reversed()))
        default: break
        }
        if byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") {
          ends.append(End(offset: index + 1, closing: stack.reversed()))
        }
      }
      if ends.count > 8 { ends.removeFirst(4) }
      // Nothing deeper is read, and what closes it would be as long as the text, for each of its places.
      if stack.count > JSONParser.defaultMaximumDepth { return ends }
    }
    let quote = isInString ? [UInt8(ascii: "\"")] : []
    // An escape that was cut (at most `\uD83D\uDE0`) is dropped from the string's end.
    for dropped in stride(from: min(11, bytes.count - 1), through: 0, by: -1) where isInString || dropped == 0
    {
      ends.append(End(offset: bytes.count - dropped, closing: quote + stack.reversed()))
    }
    return ends
  }
}

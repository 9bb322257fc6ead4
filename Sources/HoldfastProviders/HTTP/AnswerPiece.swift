import NIOCore

/// What an answer over HTTP is handed over in.
enum AnswerPiece: Sendable, Hashable {
  case head(AnswerHead)
  case bytes(ByteBuffer)
}

/// The part of an answer's head that matters here.
struct AnswerHead: Sendable, Hashable {
  var status: Int
  var contentType: String?
  var waitAdvice = WaitAdvice()

  var isSuccess: Bool { (200..<300).contains(status) }

  /// The media type without parameters, in lower case.
  var mediaType: String? {
    contentType?.split(separator: ";").first.map { $0.trimmingSpaces.lowercased() }
  }
}

extension StringProtocol {
  /// The text without white space at either end.
  var trimmingSpaces: SubSequence {
    guard let start = firstIndex(where: { !$0.isWhitespace }),
      let end = lastIndex(where: { !$0.isWhitespace })
    else { return self[endIndex...] }
    return self[start...end]
  }
}

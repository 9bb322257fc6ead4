import AsyncHTTPClient
import HoldfastModel
import NIOCore

/// An answer that is read as it comes.
///
/// Leaving it unread and letting it go closes the connection.
struct OpenReply {
  let head: AnswerHead
  private var iterator: HTTPClientResponse.Body.AsyncIterator
  private var received: [UInt8] = []
  private var rest: ArraySlice<UInt8> = []
  private(set) var isAtEnd = false

  init(_ response: HTTPClientResponse) {
    head = AnswerHead(response)
    iterator = response.body.makeAsyncIterator()
  }

  /// The next block; `nil` at the end.
  mutating func next() async throws -> EventBlock? {
    while true {
      if let block = EventBlock.take(from: &rest) { return block }
      guard let buffer = try await iterator.next(isolation: #isolation) else {
        isAtEnd = true
        return nil
      }
      received += buffer.readableBytesView
      rest += buffer.readableBytesView
    }
  }

  /// Reads until a block holds a text.
  mutating func read(until text: String) async throws -> EventBlock {
    while let block = try await next() {
      if block.data?.contains(text) == true || block.comments.contains(text) { return block }
    }
    throw Unexpected("the answer ended before: \(text)")
  }

  /// Reads to the end.
  ///
  /// - Returns: All that came, what was read before included.
  mutating func readToEnd() async throws -> Answer {
    while try await next() != nil {}
    return Answer(head: head, body: received)
  }

  /// All that was read so far.
  var answer: Answer { Answer(head: head, body: received) }
}

/// Something that a test did not foresee.
struct Unexpected: Error, CustomStringConvertible {
  var description: String
  init(_ description: String) { self.description = description }
}

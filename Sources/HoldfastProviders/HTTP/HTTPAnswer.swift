import HoldfastModel
import NIOCore

/// An answer while it comes in: its head, then its body piece by piece.
///
/// Everything that goes wrong with the connection is thrown as ``HoldfastModel/ProviderError``; the cancellation of
/// the caller as `CancellationError`.
struct HTTPAnswer: Sendable {
  let handover: AnswerHandover
  let limits: AnswerLimits

  /// Waits for the head; to be called once, before anything else.
  func head() async throws -> AnswerHead {
    guard case .head(let head)? = try await next(hasHead: false) else {
      throw ProviderError(.transport, detail: "the connection closed before an answer")
    }
    return head
  }

  /// The next piece of the body; `nil` at its end.
  func nextBytes() async throws -> ByteBuffer? {
    guard case .bytes(let bytes)? = try await next(hasHead: true) else { return nil }
    return bytes
  }

  /// The beginning of the body, up to a number of bytes; what came of it when it breaks.
  func collect(upTo maximumBytes: Int) async throws -> [UInt8] {
    var body: [UInt8] = []
    do {
      while body.count < maximumBytes, let bytes = try await nextBytes() {
        body.append(contentsOf: bytes.readableBytesView.prefix(maximumBytes - body.count))
      }
    } catch is ProviderError {
      // The head alone says enough.
    }
    return body
  }

  /// Waits a little for the end of the body, so that the connection can be used again.
  func drain() async {
    async let _: Void = handover.giveUp(after: limits.drain)
    // The reply is whole: nothing that breaks here matters to it.
    do { while try await nextBytes() != nil {} } catch {}
  }

  private func next(hasHead: Bool) async throws -> AnswerPiece? {
    let piece: AnswerPiece?
    do {
      piece = try await handover.next()
    } catch let error as ProviderError {
      throw error
    } catch {
      if error is CancellationError || Task.isCancelled { throw CancellationError() }
      throw ProviderError(connectionError: error, hasHead: hasHead)
    }
    if piece == nil { try Task.checkCancellation() }
    return piece
  }
}

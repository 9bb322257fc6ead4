package import AsyncHTTPClient
import NIOCore
import NIOHTTP1

/// Fetches the public keys that verify tokens.
package enum KeySetFetching {
  /// An answer that is no key set.
  package struct Failure: Error, CustomStringConvertible {
    /// What it is instead.
    package var description: String
  }

  /// How long a fetch may take.
  package static let deadline: Duration = .seconds(5)

  /// The body of a successful answer.
  ///
  /// An answer from elsewhere than the configured place is none: a client that follows redirects is of no use here.
  ///
  /// - Parameter deadline: The time for the whole answer.
  /// - Throws: ``Failure`` for another status; the client's errors, also for a body beyond the limit.
  package static func fetch(
    _ url: String, limit: Int, deadline: Duration = Self.deadline, with client: HTTPClient
  ) async throws -> [UInt8] {
    try await withThrowingTaskGroup(of: [UInt8].self) { group in
      group.addTask { try await body(at: url, limit: limit, with: client) }
      // The client's own deadline ends when the head of the answer is there.
      group.addTask {
        try await Task.sleep(for: deadline)
        throw Failure(description: "no whole answer within \(deadline)")
      }
      defer { group.cancelAll() }
      // A group of two never runs dry before its first result.
      return try await group.next() ?? []
    }
  }

  private static func body(
    at url: String, limit: Int, with client: HTTPClient
  ) async throws -> [UInt8] {
    let response = try await client.execute(HTTPClientRequest(url: url), deadline: .distantFuture)
    guard response.history.count <= 1, response.status == .ok else {
      throw Failure(description: "status \(response.status.code)")
    }
    return Array(try await response.body.collect(upTo: limit).readableBytesView)
  }
}

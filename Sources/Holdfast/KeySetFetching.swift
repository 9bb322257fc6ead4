import AsyncHTTPClient
import NIOCore
import NIOHTTP1

/// Fetches the public keys that verify tokens.
enum KeySetFetching {
  /// An answer that is no key set.
  struct Failure: Error, CustomStringConvertible {
    var description: String
  }

  /// The body of a successful answer.
  ///
  /// The client follows no redirect to another host and gives up after 5 s.
  static func fetch(_ url: String, limit: Int, with client: HTTPClient) async throws -> [UInt8] {
    let response = try await client.execute(HTTPClientRequest(url: url), timeout: .seconds(5))
    guard response.status == .ok else { throw Failure(description: "status \(response.status.code)") }
    return Array(try await response.body.collect(upTo: limit).readableBytesView)
  }
}

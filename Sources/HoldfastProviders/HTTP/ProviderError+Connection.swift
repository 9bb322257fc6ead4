import AsyncHTTPClient
import HoldfastModel
import NIOHTTP1

extension ProviderError {
  /// The class of an error of the HTTP client.
  ///
  /// The client's descriptions may hold addresses and header values, so only its short ones are used.
  init(connectionError error: any Error, hasHead: Bool) {
    let broken: Kind = hasHead ? .cut : .transport
    switch error {
    case let error as HTTPClientError:
      self.init(Self.kind(of: error) ?? broken, detail: error.shortDescription)
    case let error as HTTPParserError where error != .invalidEOFState && !hasHead:
      self.init(.malformed, detail: "the answer is not HTTP")
    default:
      self.init(broken, detail: "the connection broke: \(type(of: error))")
    }
  }

  /// The class that does not depend on how far the answer had come.
  private static func kind(of error: HTTPClientError) -> Kind? {
    switch error {
    case .readTimeout, .writeTimeout, .deadlineExceeded: return .stall
    case .invalidURL, .emptyHost, .emptyScheme, .missingSocketPath: return .configuration
    default: break
    }
    // These carry values and cannot be matched as such.
    let configuration = [
      HTTPClientError.unsupportedScheme(""), .invalidHeaderFieldNames([]), .invalidHeaderFieldValues([]),
    ]
    return configuration.contains { $0.shortDescription == error.shortDescription } ? .configuration : nil
  }
}

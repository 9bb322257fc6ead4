import AsyncHTTPClient
public import HoldfastModel
import NIOCore
import NIOHTTP1

/// Asks a running server on its admin port, for the commands of operators.
public struct AdminClient: Sendable {
  /// What the server answered instead of what was asked for.
  public struct Failure: Error, Sendable, CustomStringConvertible {
    /// What it is.
    public var description: String
  }

  private let base: String

  /// Makes a client of the server that a configuration describes.
  public init(_ configuration: HoldfastConfiguration) {
    let host = configuration.admin.host
    // A server that listens everywhere is asked here.
    let address = ["0.0.0.0", "::"].contains(host) ? "127.0.0.1" : host
    base = "http://\(address.contains(":") ? "[\(address)]" : address):\(configuration.admin.port)"
  }

  /// Reads a path.
  ///
  /// - Throws: ``Failure`` when the server does not answer, or refuses.
  public func get(_ path: String) async throws -> JSONValue { try await call(.GET, path, nil) }

  /// Has something done.
  ///
  /// - Throws: ``Failure`` when the server does not answer, or refuses.
  public func post(_ path: String, _ body: JSONValue = [:]) async throws -> JSONValue {
    try await call(.POST, path, body)
  }

  private func call(_ method: HTTPMethod, _ path: String, _ body: JSONValue?) async throws -> JSONValue {
    var request = HTTPClientRequest(url: base + path)
    request.method = method
    if let body {
      request.headers.add(name: "content-type", value: "application/json")
      request.body = .bytes(ByteBuffer(string: body.text))
    }
    let (status, bytes): (UInt, [UInt8])
    do {
      let response = try await HTTPClient.shared.execute(request, timeout: .seconds(60))
      status = response.status.code
      bytes = Array(try await response.body.collect(upTo: 64 << 20).readableBytesView)
    } catch {
      throw Failure(description: "the server does not answer on \(base): is it running?")
    }
    guard let json = try? JSONParser.parse(bytes) else {
      throw Failure(description: "the server at \(base) answered with status \(status), and not in JSON")
    }
    guard (200..<300).contains(status) else {
      throw Failure(description: json["error"]?.stringValue ?? "status \(status)")
    }
    return json
  }
}

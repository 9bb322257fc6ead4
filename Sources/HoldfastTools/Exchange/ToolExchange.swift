import AsyncHTTPClient
import HoldfastModel
import NIOCore
import NIOHTTP1

/// One request to a tool and its answer, within a time and a size, and to an address that was looked at before.
///
/// Each has a client of its own, which knows one address for the host: whatever names resolve to a moment later, the
/// connection goes to the address that was checked. No redirects, no second try once something was sent, no proxy.
struct ToolExchange: Sendable {
  /// The most addresses of a host that are tried before anything was sent.
  private static let maximumAddresses = 3

  let endpoint: ToolEndpoint
  let allowsPrivateAddresses: Bool
  let deadline: Duration
  let maximumBytes: Int
  let resolver: any HostResolver
  let clock: any Clock<Duration>

  /// Sends a request and collects its answer.
  ///
  /// - Throws: ``HoldfastModel/ToolError``, `failed` as long as nothing was sent, then `unknown`; `CancellationError`.
  func answer(to body: [UInt8], headers: HTTPHeaders) async throws -> ToolAnswer {
    let body = SentBody(body)
    do {
      return try await withThrowingTaskGroup(of: ToolAnswer?.self) { group in
        group.addTask { try await send(body, headers) }
        group.addTask {
          try await clock.sleep(for: deadline)
          return nil
        }
        defer { group.cancelAll() }
        guard let answer = try await group.next() ?? nil else {
          throw body.isSent
            ? ToolError(.unknown, "The tool did not answer in time.")
            : ToolError(.failed, "The tool could not be reached in time.")
        }
        return answer
      }
    } catch let error as ToolError {
      throw error
    } catch {
      // What was thrown may hold addresses: none of it is told.
      try Task.checkCancellation()
      throw body.isSent
        ? ToolError(.unknown, "The connection to the tool broke before its answer had come.")
        : ToolError(.failed, "The tool could not be reached.")
    }
  }

  private func send(_ body: SentBody, _ headers: HTTPHeaders) async throws -> ToolAnswer {
    let addresses = try await resolver.addresses(of: endpoint.host)
    let usable = allowsPrivateAddresses ? addresses : addresses.filter(\.isPublic)
    if usable.isEmpty, !addresses.isEmpty {
      throw ToolError(.failed, "The tool is at an address that calls may not go to.")
    }
    var failure: any Error = ToolError(.failed, "The tool could not be reached.")
    for address in usable.prefix(Self.maximumAddresses) {
      do {
        return try await send(body, headers, to: address)
      } catch {
        if body.isSent || Task.isCancelled { throw error }
        failure = error
      }
    }
    throw failure
  }

  private func send(
    _ body: SentBody, _ headers: HTTPHeaders, to address: NetworkAddress
  ) async throws -> ToolAnswer {
    var request = HTTPClientRequest(url: endpoint.text)
    request.method = .POST
    request.headers = headers
    request.body = .stream(body, length: .known(body.count))
    let sealed = request
    return try await HTTPClient.withHTTPClient(configuration: configuration(for: address)) { client in
      let response = try await client.execute(sealed, deadline: .distantFuture)
      return try await ToolAnswer(response, maximumBytes: maximumBytes)
    }
  }

  private func configuration(for address: NetworkAddress) -> HTTPClient.Configuration {
    var configuration = HTTPClient.Configuration(
      redirectConfiguration: .disallow,
      timeout: HTTPClient.Configuration.Timeout(connect: TimeAmount(deadline)))
    configuration.dnsOverride = [endpoint.host: address.text]
    configuration.connectionPool.retryConnectionEstablishment = false
    configuration.httpVersion = .http1Only
    return configuration
  }
}

import HoldfastTools
import NIOCore
import Synchronization

/// Answers every look-up with the same addresses, or not at all, and notes the names.
final class FixedResolver: HostResolver {
  private let result: [NetworkAddress]?
  private let onLookUp: @Sendable () -> Void
  private let asked = Mutex<[String]>([])

  /// Makes a resolver.
  ///
  /// - Parameter addresses: What is answered; `nil` when no answer ever comes.
  init(_ addresses: [String]?, onLookUp: @escaping @Sendable () -> Void = {}) throws {
    result = try addresses?.map { try NetworkAddress(written: $0) }
    self.onLookUp = onLookUp
  }

  /// The names that were looked up.
  var names: [String] { asked.withLock { $0 } }

  func addresses(of host: String) async throws -> [NetworkAddress] {
    asked.withLock { $0.append(host) }
    onLookUp()
    if let result { return result }
    for await _ in AsyncStream<Void>.makeStream().stream {}
    throw CancellationError()
  }
}

/// Finds no host.
struct NoResolver: HostResolver {
  struct Failure: Error {}

  func addresses(of host: String) async throws -> [NetworkAddress] { throw Failure() }
}

extension NetworkAddress {
  /// Reads an address with a parser that is not ours.
  init(written text: String) throws {
    let address = try SocketAddress(ipAddress: text, port: 0)
    guard let read = address.withSockAddr({ address, _ in NetworkAddress(address) }) else {
      throw NoResolver.Failure()
    }
    self = read
  }
}

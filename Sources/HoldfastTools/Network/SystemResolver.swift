import Dispatch

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Asks the system, on threads that may block.
///
/// The system cannot be told to stop: a cancelled look-up is left behind, and its result thrown away.
package struct SystemResolver: HostResolver {
  /// Makes a resolver.
  package init() {}

  /// Why a host was not found.
  struct Failure: Error {
    /// The system's number for it.
    let code: Int32
  }

  private static let queue = DispatchQueue(label: "holdfast.tools.names", attributes: .concurrent)

  /// Looks a host up.
  package func addresses(of host: String) async throws -> [NetworkAddress] {
    let lookUp = LookUp()
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        guard lookUp.begin(continuation) else { return }
        Self.queue.async {
          if lookUp.isOpen { lookUp.end(with: Self.ask(for: host)) }
        }
      }
    } onCancel: {
      lookUp.end(with: .failure(CancellationError()))
    }
  }

  private static func ask(for host: String) -> Result<[NetworkAddress], any Error> {
    var list: UnsafeMutablePointer<addrinfo>?
    let code = getaddrinfo(host, nil, nil, &list)
    guard code == 0 else { return .failure(Failure(code: code)) }
    defer { freeaddrinfo(list) }
    var addresses: [NetworkAddress] = []
    var entry = list
    while let current = entry {
      if let address = current.pointee.ai_addr.flatMap({ NetworkAddress(UnsafeRawPointer($0)) }),
        !addresses.contains(address)
      {
        addresses.append(address)
      }
      entry = current.pointee.ai_next
    }
    return .success(addresses)
  }
}

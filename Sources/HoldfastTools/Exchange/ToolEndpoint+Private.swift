import NIOCore

extension ToolEndpoint {
  /// Whether it can be told without a look-up that calls to it would be refused as not public.
  ///
  /// Of other names it is known only when they are resolved, for each call.
  package var isKnownToBePrivate: Bool {
    if host == "localhost" || host.hasSuffix(".localhost") { return true }
    let address = (try? SocketAddress(ipAddress: host, port: 0))?.withSockAddr { address, _ in
      NetworkAddress(address)
    }
    return address.flatMap { $0 }.map { !$0.isPublic } ?? false
  }
}

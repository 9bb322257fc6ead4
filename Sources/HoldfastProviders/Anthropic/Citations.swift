import HoldfastModel

/// Tells the sources that a text cites, each of them once (Claude API documentation, "Citations").
///
/// Pages of the web and search results have an address; places in the user's own documents have none, and are
/// no sources.
struct Citations: Sendable {
  private var addresses: Set<String> = []

  /// Takes a citation.
  mutating func take(_ citation: JSONValue?, into events: inout [ProviderEvent]) {
    guard let address = citation?.text("url") ?? citation?.text("source"), Self.isOfTheWeb(address),
      addresses.insert(address).inserted
    else { return }
    events.append(.source(url: address, title: citation?.text("title")))
  }

  private static func isOfTheWeb(_ address: String) -> Bool {
    let address = address.lowercased()
    return address.hasPrefix("https://") || address.hasPrefix("http://")
  }
}

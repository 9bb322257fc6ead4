/// Why a key set could not be had, without anything of what was fetched.
public enum KeySetFailure: String, Error, Sendable, Hashable, CaseIterable {
  /// The file could not be read, or the fetch failed.
  case notFetched
  /// There are more bytes than the limit.
  case tooLarge
  /// The text is no key set.
  case notAKeySet
  /// No key in it is understood and of an accepted algorithm.
  case noUsableKey
}

/// The keys of a JWKS that verify tokens.
struct KeySet: Sendable {
  /// What a key set says about a token.
  enum Verdict: Sendable, Hashable {
    /// The signature is that of a key in the set.
    case valid
    /// The named key is in the set, and the signature is not its.
    case invalid
    /// No key in the set can have made the signature: a newer set might have one.
    case unknownKey
  }

  /// The keys, one for each algorithm with which a key may be used.
  let keys: [VerificationKey]

  /// Looks for the key that signed a token.
  ///
  /// A token that names a key is checked with keys of that name only, byte for byte; one that names none, with all
  /// keys of its algorithm.
  func verdict(on token: CompactToken, algorithm: TokenAlgorithm) -> Verdict {
    let candidates = keys.filter { key in
      guard key.algorithm == algorithm else { return false }
      guard let wanted = token.keyID else { return true }
      return key.keyID.map { $0.utf8.elementsEqual(wanted.utf8) } ?? false
    }
    if candidates.contains(where: { $0.verifies(token) }) { return .valid }
    return candidates.isEmpty || token.keyID == nil ? .unknownKey : .invalid
  }
}

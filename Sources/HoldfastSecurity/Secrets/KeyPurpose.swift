/// What a derived key is for.
///
/// Each purpose is an info string of HKDF (RFC 5869, section 3.2), so a key of one purpose says nothing about another.
/// A string is never changed: everything made with its key would stop being valid. A new format gets a new version.
struct KeyPurpose: Sendable, Hashable {
  /// The info string.
  let info: String

  /// Sealing the frames of one stream; the salt is the stream's id.
  static let seal = KeyPurpose(info: "holdfast seal v1")
  /// Signing the cookies of anonymous principals.
  static let anonymousCookie = KeyPurpose(info: "holdfast anonymous cookie v1")
  /// Naming the secret in public.
  static let keyID = KeyPurpose(info: "holdfast key id v1")
}

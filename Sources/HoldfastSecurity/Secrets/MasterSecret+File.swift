#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

extension MasterSecret {
  /// How many hexadecimal digits a secret file holds: 32 random bytes.
  static let fileDigits = 64

  /// Reads the secret that a file keeps; makes the file when there is none.
  ///
  /// The file has 64 hexadecimal digits and mode 0600. It is made whole or not at all, it is on disk when this
  /// returns, and of several processes that make it at once one wins and all return its secret. Its text can be moved
  /// to ``init(text:)`` as it is. Blocks for file operations; meant for the start of a process.
  ///
  /// - Throws: ``SecurityError`` when others may read or change the file, when it is short or damaged, or when it can
  ///   be neither read nor made.
  public static func loadOrCreate(path: String) throws(SecurityError) -> MasterSecret {
    if let secret = try load(path: path) { return secret }
    var generator = SystemRandomNumberGenerator()
    let random = (0..<fileDigits / 2).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    do {
      // When another process was faster, its file is the one that counts.
      try SystemFile.createIfAbsent(path, contents: Array((Hexadecimal.encode(random) + "\n").utf8))
    } catch {
      throw SecurityError(.fileUnavailable, "the secret file \(path) could not be made: \(error)")
    }
    guard let secret = try load(path: path) else {
      throw SecurityError(.fileUnavailable, "the secret file \(path) vanished while it was made")
    }
    return secret
  }

  /// Reads the secret that a file keeps; `nil` when there is no file.
  private static func load(path: String) throws(SecurityError) -> MasterSecret? {
    let file: SystemFile.Contents
    do {
      file = try SystemFile.contents(of: path, limit: 4096)
    } catch {
      if error == .system(call: "open", code: ENOENT) { return nil }
      throw SecurityError(.fileUnavailable, "the secret file \(path) could not be read: \(error)")
    }
    guard file.permissions & 0o077 == 0 else {
      throw SecurityError(
        .unsafePermissions,
        "the secret file \(path) has mode \(String(file.permissions, radix: 8)), so others than its owner have "
          + "access; run `chmod 600 \(path)`, and replace the secret if others may have read it")
    }
    var digits = file.bytes
    while let last = digits.last, last == UInt8(ascii: "\n") || last == UInt8(ascii: "\r") {
      digits.removeLast()
    }
    guard digits.count >= fileDigits else {
      throw SecurityError(
        .damagedFile,
        "the secret file \(path) is too short: it has \(digits.count) of \(fileDigits) digits; \(remedy)")
    }
    guard digits.count == fileDigits, digits.allSatisfy(Hexadecimal.isDigit) else {
      throw SecurityError(
        .damagedFile,
        "the secret file \(path) is damaged: it is not \(fileDigits) lower-case hexadecimal digits; \(remedy)"
      )
    }
    return try MasterSecret(text: String(decoding: digits, as: UTF8.self))
  }

  private static let remedy =
    "restore it from a backup, or remove it to start with a new secret, which ends all anonymous sessions and makes "
    + "the seals of stored streams invalid"
}

import Foundation
import HoldfastSecurity
import Testing

@Suite(.timeLimit(.minutes(1)))
struct `A secret file` {
  private static let digits = String(repeating: "0123456789abcdef", count: 4)

  @Test func `is made once and read ever after`() async throws {
    try await withTemporaryDirectory { directory in
      let path = directory + "/secret"
      let first = try MasterSecret.loadOrCreate(path: path)
      let text = try String(contentsOfFile: path, encoding: .utf8)
      #expect(text.utf8.count == 65)
      #expect(text.hasSuffix("\n"))
      #expect(try MasterSecret.loadOrCreate(path: path).keyID == first.keyID)
      #expect(try MasterSecret(text: text).keyID == first.keyID, "its text is the same secret elsewhere")
      let attributes = try FileManager.default.attributesOfItem(atPath: path)
      #expect(attributes[.posixPermissions] as? Int == 0o600)
      #expect(try FileManager.default.contentsOfDirectory(atPath: directory) == ["secret"])
    }
  }

  @Test func `is another one elsewhere`() async throws {
    try await withTemporaryDirectory { directory in
      let names = try (0..<20).map { try MasterSecret.loadOrCreate(path: "\(directory)/\($0)").keyID }
      #expect(Set(names).count == 20)
    }
  }

  @Test func `is one, however many make it at once`() async throws {
    try await withTemporaryDirectory { directory in
      for round in 0..<20 {
        let names = try await withThrowingTaskGroup(of: String.self) { group in
          for _ in 0..<8 {
            group.addTask { try MasterSecret.loadOrCreate(path: "\(directory)/\(round)").keyID }
          }
          return try await group.reduce(into: Set()) { $0.insert($1) }
        }
        #expect(names.count == 1)
      }
      #expect(try FileManager.default.contentsOfDirectory(atPath: directory).count == 20, "no leftovers")
    }
  }

  @Test(arguments: [0o640, 0o604, 0o644, 0o660, 0o620, 0o602, 0o610, 0o601, 0o777])
  func `that others may use is refused`(permissions: Int) async throws {
    try await withTemporaryDirectory { directory in
      let path = directory + "/secret"
      try write(Self.digits, to: path, permissions: permissions)
      let error = #expect(throws: SecurityError.self) { try MasterSecret.loadOrCreate(path: path) }
      #expect(error?.code == .unsafePermissions)
      #expect(error?.message.contains("chmod 600 \(path)") == true)
      #expect(error?.message.contains(String(permissions, radix: 8)) == true)
    }
  }

  @Test(arguments: [0o600, 0o400, 0o700])
  func `that only its owner may use is read`(permissions: Int) async throws {
    try await withTemporaryDirectory { directory in
      try write(Self.digits, to: directory + "/secret", permissions: permissions)
      let secret = try MasterSecret.loadOrCreate(path: directory + "/secret")
      #expect(try secret.keyID == MasterSecret(text: Self.digits).keyID)
    }
  }

  @Test(arguments: [
    "", "\n", "0123", String(digits.dropLast()), digits + "0", digits.uppercased(), " " + digits.dropLast(),
    String(digits.dropLast()) + "g", digits + "\n" + digits, String(repeating: "\0", count: 64),
    String(repeating: "é", count: 32),
  ])
  func `that is short or damaged is refused, and kept`(text: String) async throws {
    try await withTemporaryDirectory { directory in
      let path = directory + "/secret"
      try write(text, to: path)
      let error = #expect(throws: SecurityError.self) { try MasterSecret.loadOrCreate(path: path) }
      #expect(error?.code == .damagedFile)
      #expect(error?.message.contains(path) == true)
      #expect(error?.message.contains("backup") == true)
      #expect(error?.description.contains("0123456789") == false, "nothing of the secret is told")
      #expect(try String(contentsOfFile: path, encoding: .utf8) == text)
    }
  }

  @Test func `that is no file is refused`() async throws {
    try await withTemporaryDirectory { directory in
      try #require(mkfifo(directory + "/pipe", 0o600) == 0)
      try write(String(repeating: "0", count: 5000), to: directory + "/large")
      for path in [directory, directory + "/pipe", directory + "/large", directory + "/none/secret", ""] {
        let error = #expect(throws: SecurityError.self) { try MasterSecret.loadOrCreate(path: path) }
        #expect(error?.code == .fileUnavailable, "\(path)")
      }
    }
  }

  @Test func `is found through a link, as mounted secrets are`() async throws {
    try await withTemporaryDirectory { directory in
      try write(Self.digits, to: directory + "/data")
      try FileManager.default.createSymbolicLink(
        atPath: directory + "/secret", withDestinationPath: directory + "/data")
      let secret = try MasterSecret.loadOrCreate(path: directory + "/secret")
      #expect(try secret.keyID == MasterSecret(text: Self.digits).keyID)
    }
  }
}

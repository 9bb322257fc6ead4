import Foundation

/// Runs a body with a directory of its own, which is removed afterwards.
func withTemporaryDirectory<Result>(
  _ body: (_ path: String) async throws -> Result
) async throws -> Result {
  let directory = FileManager.default.temporaryDirectory
    .appendingPathComponent("holdfast-security-\(UInt64.random(in: .min ... .max))")
  try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: false)
  defer { try? FileManager.default.removeItem(at: directory) }
  return try await body(directory.path)
}

/// Writes a file with permissions.
func write(_ text: String, to path: String, permissions: Int = 0o600) throws {
  try Data(text.utf8).write(to: URL(fileURLWithPath: path))
  try FileManager.default.setAttributes([.posixPermissions: permissions], ofItemAtPath: path)
}

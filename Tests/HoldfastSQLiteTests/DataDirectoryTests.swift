import Foundation
import HoldfastSQLite
import Testing

@Suite("Data directory", .timeLimit(.minutes(1)))
struct DataDirectoryTests {
  @Test("A directory is made with those above it, readable by its owner only")
  func make() async throws {
    try await withTemporaryPath { path in
      _ = try DataDirectory(path: path + "/a/b/")
      for made in [path, path + "/a", path + "/a/b"] {
        let mode = try FileManager.default.attributesOfItem(atPath: made)[.posixPermissions] as? Int
        #expect(mode == 0o700)
      }
      let names = try FileManager.default.contentsOfDirectory(atPath: path + "/a/b")
      #expect(names == ["holdfast.lock"])
    }
  }

  @Test("The files in it are readable by their owner only")
  func files() async throws {
    try await withTemporaryPath { path in
      let log = try openStreamLog(path)
      try await log.make("a")
      for name in try FileManager.default.contentsOfDirectory(atPath: path) {
        let mode = try FileManager.default.attributesOfItem(atPath: path + "/" + name)[.posixPermissions]
        #expect(mode as? Int == 0o600, "\(name)")
      }
    }
  }

  @Test("A path that names a file, or goes through one, is refused")
  func notADirectory() async throws {
    try await withTemporaryPath { path in
      _ = try DataDirectory(path: path)
      let lock = path + "/holdfast.lock"
      let error = #expect(throws: DataDirectoryError.self) { try DataDirectory(path: lock) }
      #expect(error?.description == "the data directory \(lock) is not a directory")
      let below = #expect(throws: DataDirectoryError.self) { try DataDirectory(path: lock + "/a") }
      #expect(below?.description.contains("mkdir failed, Not a directory") == true)
    }
  }

  @Test("A second opener is told who has the directory, and gets it when the first has gone")
  func lock() async throws {
    try await withTemporaryPath { path in
      var first: DataDirectory? = try DataDirectory(path: path)
      let error = #expect(throws: DataDirectoryError.self) { try DataDirectory(path: path) }
      #expect(error?.reason == .inUse(process: ProcessInfo.processInfo.processIdentifier))
      let process = ProcessInfo.processInfo.processIdentifier
      #expect(error?.description == "the data directory \(path) is in use by process \(process)")
      withExtendedLifetime(first) {}
      first = nil
      _ = try DataDirectory(path: path)
    }
  }

  @Test("An open store keeps the directory locked")
  func storeKeepsLock() async throws {
    try await withTemporaryPath { path in
      var log: SQLiteStreamLog? = try openStreamLog(path)
      #expect(throws: DataDirectoryError.self) { try DataDirectory(path: path) }
      try await log?.make("a")
      log = nil
      _ = try DataDirectory(path: path)
    }
  }
}

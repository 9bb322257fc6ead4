import Foundation

/// What stands at the beginning of an SQLite file.
struct DatabaseHeader {
  var userVersion: UInt32
  var applicationID: UInt32

  init(_ path: String) throws {
    let data = try Data(contentsOf: URL(fileURLWithPath: path))
    userVersion = data[60..<64].reduce(0) { $0 << 8 | UInt32($1) }
    applicationID = data[68..<72].reduce(0) { $0 << 8 | UInt32($1) }
  }

  /// Waits until nobody has a file open: the last connection writes back what SQLite keeps beside it.
  static func waitUntilClosed(_ path: String) async throws {
    while FileManager.default.fileExists(atPath: path + "-wal") {
      try Task.checkCancellation()
      await Task.yield()
    }
  }

  /// Changes the version of a file that nobody has open.
  static func setUserVersion(_ version: UInt8, of path: String) throws {
    let handle = try FileHandle(forUpdating: URL(fileURLWithPath: path))
    try handle.seek(toOffset: 63)
    try handle.write(contentsOf: Data([version]))
    try handle.close()
  }

  /// Overwrites all pages of a file that hold some bytes.
  static func overwritePages(of path: String, holding bytes: Data) throws {
    let pageSize = 4096
    var data = try Data(contentsOf: URL(fileURLWithPath: path))
    for start in stride(from: 0, to: data.count, by: pageSize) {
      let page = start..<min(start + pageSize, data.count)
      guard data.range(of: bytes, in: page) != nil else { continue }
      data.replaceSubrange(page, with: Data(repeating: 0xEE, count: page.count))
    }
    try data.write(to: URL(fileURLWithPath: path))
  }
}

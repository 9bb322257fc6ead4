import Foundation

/// The files of the project, as the tidy tests read them.
struct SourceTree {
  /// One Swift file.
  struct File: Sendable {
    /// The path from the project's root.
    var path: String
    var lines: [Substring]

    /// The module that the file is part of.
    var module: String { path.split(separator: "/").dropFirst().first.map(String.init) ?? "" }

    /// The modules that the file imports.
    var imports: [String] {
      lines.compactMap { line in
        let words = line.split(separator: " ")
        guard let index = words.firstIndex(of: "import"), index <= 1, words.count > index + 1 else {
          return nil
        }
        return String(words[index + 1])
      }
    }
  }

  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path

  /// The Swift files below a folder of the project.
  static func files(below folder: String) throws -> [File] {
    let base = root + "/" + folder
    let paths = FileManager.default.enumerator(atPath: base)?.compactMap { $0 as? String } ?? []
    return try paths.filter { $0.hasSuffix(".swift") }.sorted().map { path in
      let text = try String(contentsOfFile: base + "/" + path, encoding: .utf8)
      return File(
        path: folder + "/" + path, lines: text.split(separator: "\n", omittingEmptySubsequences: false))
    }
  }

  /// A file of the project as text.
  static func text(of path: String) throws -> String {
    try String(contentsOfFile: root + "/" + path, encoding: .utf8)
  }
}

import Foundation

/// Seeds that once failed, which run first.
enum Corpus {
  /// The seeds of `corpus.txt`: a number on each line, and after it what it found.
  static var seeds: [UInt64] {
    let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
      "corpus.txt")
    guard let text = try? String(contentsOf: path, encoding: .utf8) else { return [] }
    return text.split(separator: "\n").compactMap { line in
      line.split(separator: " ").first.flatMap { UInt64($0) }
    }
  }
}

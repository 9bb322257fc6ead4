/// What a workload has measured.
package struct LoadResult: Sendable {
  /// The name of the workload.
  package var workload: String
  /// What was asked for, such as the number of readers.
  package var parameters: [(name: String, value: String)] = []
  package var sums = LoadTally.Sums()
  /// How long was measured.
  package var seconds: Double = 0
  /// The processor time of the load generator itself.
  package var clientCPU: Double = 0
  /// That of the server, when its processes were named.
  package var serverCPU: Double?
  /// The memory of the server before and after.
  package var residentBefore: Int?
  package var residentAfter: Int?
  /// What else was found, by name.
  package var extra: [(name: String, value: Double)] = []
  /// How many readers were compared byte by byte with another one of the same stream.
  package var compared = 0
  /// What was wrong with what they saw.
  package var faults: [String] = []

  /// Whether all readers saw every token, once and in order, and those compared the same bytes.
  package var isCorrect: Bool { sums.outOfOrder == 0 && sums.failed == 0 && faults.isEmpty }

  /// Notes what is wrong when answers are not the same.
  mutating func compare(_ answers: [LoadAnswer], name: String) {
    guard let first = answers.first?.frames else { return }
    for answer in answers.dropFirst() {
      compared += 1
      if answer.frames != first { faults.append("two readers of \(name) saw different bytes") }
    }
    faults += Self.positionFaults(of: first, name: name)
  }

  /// Notes what is wrong with the positions of frames, which a cursor has in its second place.
  private static func positionFaults(of frames: [Substring], name: String) -> [String] {
    var next: Int?
    for frame in frames {
      let cursor = frame.dropFirst(4).prefix { $0 != "\n" }.split(
        separator: ".", omittingEmptySubsequences: false)
      guard cursor.count > 1, let position = Int(cursor[1]) else { return [] }
      if let next, position != next { return ["position \(position) of \(name) came in place of \(next)"] }
      next = position + 1
    }
    return []
  }
}

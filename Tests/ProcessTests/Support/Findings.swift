/// What was found wrong, collected on the threads of a test and shown by it.
struct Findings: Sendable {
  private(set) var faults: [String] = []

  /// Notes a fault unless a condition holds.
  mutating func check(_ condition: Bool, _ fault: @autoclosure () -> String) {
    if !condition { faults.append(fault()) }
  }

  /// Notes a fault unless two values are equal.
  mutating func equal<Value: Equatable>(_ found: Value, _ wanted: Value, _ what: String) {
    if found != wanted { faults.append("\(what): found \(found), wanted \(wanted)") }
  }

  /// Takes over the faults of a part, with the name of the part.
  mutating func add(_ other: Findings, of part: String) { faults += other.faults.map { "\(part): \($0)" } }

  /// The faults as one text, empty when there are none.
  var text: String { faults.joined(separator: "\n") }
}

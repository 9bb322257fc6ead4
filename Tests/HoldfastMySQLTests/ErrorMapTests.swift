#if MySQL
  import HoldfastMySQL
  import HoldfastStores
  import Testing

  @Suite("Meaning of MySQL's errors")
  struct ErrorMapTests {
    /// A class of the error map of the design, with what it means before a commit and at it.
    struct Row: Sendable, CustomTestStringConvertible {
      var name: FailureClass
      var before: StoreError.Code
      var commit: StoreError.Code
      var testDescription: String { name.rawValue }

      init(_ name: FailureClass, _ before: StoreError.Code, commit: StoreError.Code? = nil) {
        self.name = name
        self.before = before
        self.commit = commit ?? before
      }
    }

    static let rows = [
      Row(.duplicate, .refused), Row(.conflict, .unavailable),
      Row(.lost, .unavailable, commit: .indeterminate),
      Row(.readOnly, .unavailable), Row(.saturated, .unavailable), Row(.full, .full),
      Row(.starting, .unavailable, commit: .indeterminate), Row(.misconfigured, .unavailable),
      Row(.damaged, .damaged, commit: .indeterminate), Row(.refused, .refused),
      Row(.other, .unavailable, commit: .indeterminate),
    ]

    @Test("Every class has a row")
    func everyClass() { #expect(Set(Self.rows.map(\.name)) == Set(FailureClass.allCases)) }

    @Test("Each number of a class has the meaning of the class, by when it comes up", arguments: rows)
    func meaning(row: Row) {
      // 2026 has a test of its own.
      for (number, name) in FailureMap.classes[row.name] ?? [:] where number != 2026 {
        for phase in [CallPhase.connect, .read, .write] {
          let error = StoreError(mysqlCode: number, state: "HY000", text: "", at: phase)
          #expect(error.code == row.before, "\(number) \(name)")
        }
        let error = StoreError(mysqlCode: number, state: "HY000", text: "secret", at: .commit)
        #expect(error.code == row.commit, "\(number) \(name)")
        #expect(!error.message.contains("secret"))
      }
    }

    @Test("No number stands in two classes")
    func once() {
      let numbers = FailureMap.classes.values.flatMap(\.keys)
      #expect(Set(numbers).count == numbers.count)
    }

    static let designed: [(FailureClass, [UInt32])] = [
      (.duplicate, [1062]), (.conflict, [1213, 1205]), (.lost, [2006, 2013, 1317]),
      (.readOnly, [1290, 1836, 1792]), (.saturated, [1040, 1203, 1226]), (.full, [1114, 1021, 1041]),
      (.starting, [1053]), (.misconfigured, [1044, 1045, 1142]), (.damaged, [1712]),
    ]

    @Test("The table holds the error map of the design", arguments: designed)
    func design(name: FailureClass, numbers: [UInt32]) {
      for number in numbers { #expect(FailureMap.classes[name]?[number] != nil, "\(number)") }
    }

    static let told: [(UInt32, String, String, FailureClass)] = [
      (1105, "HY000", "vttablet: rpc error: code = Aborted desc = transaction 1: in use", .conflict),
      (1105, "HY000", "vttablet: rpc error: code = Unavailable desc = error reading from server", .lost),
      (1105, "HY000", "target: db.-.primary: vttablet: rpc error: code = ResourceExhausted", .saturated),
      (1290, "HY000", "VT09002: INSERT statement with a replica target", .readOnly),
      (1105, "HY000", "something new", .other),
      (1030, "HY000", "Got error 28 \"No space left on device\" from storage engine InnoDB", .full),
      (1026, "HY000", "Error writing file 'binlog' (errno: 28 \"No space left on device\")", .full),
      (1030, "HY000", "Got error 168 from storage engine", .other),
      (9999, "08S01", "", .lost), (9999, "22001", "", .refused), (9999, "23000", "", .refused),
      (9999, "28000", "", .misconfigured), (9999, "42000", "", .misconfigured),
      (9999, "40001", "", .conflict),
      (9999, "HY000", "", .other),
    ]

    @Test("What no number tells, the text or the SQLSTATE does", arguments: told.indices)
    func byText(index: Int) {
      let (code, state, text, expected) = Self.told[index]
      #expect(FailureMap.failureClass(code: code, state: state, text: text, at: .write) == expected)
    }

    @Test("The end of a protected connection is no fault of a certificate")
    func endOfProtection() {
      for phase in [CallPhase.read, .write, .commit] {
        #expect(FailureMap.failureClass(code: 2026, state: "HY000", text: "", at: phase) == .lost)
      }
      let name = FailureMap.failureClass(code: 2026, state: "HY000", text: "", at: .connect)
      #expect(name == .misconfigured)
    }
  }
#endif

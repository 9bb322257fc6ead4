#if MySQL
  import HoldfastModel
  import HoldfastMySQL
  import HoldfastStores
  import HoldfastTesting
  import TestServers
  import Testing

  /// The rows of the error map that a test's server cannot be brought to, each said by a proxy in front of a real one;
  /// the others are provoked in ``ProvokedFailureTests``.
  @Suite("Failures from the proxy", .serialized, .timeLimit(.minutes(5)))
  struct ProxyRowTests {
    private static let conflict = ProxyRow.Meaning.repeats(3, then: .unavailable, atCommit: .unavailable)
    private static let lost = ProxyRow.Meaning.repeats(1, then: .unavailable, atCommit: .indeterminate)

    static let rows: [ProxyRow] =
      ProxyRow.rows(.fails(.refused), 1169, 1586, 1406, 1118, 1264, 1301)
      + ProxyRow.rows(conflict, 1020, 1412, 1613, 1614, 1615, 3101, 3572)
      + ProxyRow.rows(
        lost, 1317, 1152, 1158, 1159, 1160, 1161, 1080, 1184, 1927, 1969, 3024, 3168, 3169, 4031,
        // What the library says to an error packet with a number of its own.
        2027)
      + ProxyRow.rows(.fails(.unavailable), 1792, 1836, 1874, 1036, 3100, 3906, 4135, 1461, 1135)
      + ProxyRow.rows(.fails(.full), 1021, 1041, 3637)
      + ProxyRow.rows(.waits, 1053, 1047)
      + ProxyRow.rows(.fails(.unavailable), 1143, 1054, 1227)
      + ProxyRow.rows(.failsInDoubt(.damaged), 1712, 1034, 1035, 1194, 1195, 1877, 1932)
      + [
        .row(conflict, 1105, "vttablet: rpc error: code = Aborted desc = transaction 1: ended"),
        .row(lost, 1105, "vttablet: rpc error: code = Unavailable desc = error reading from server: EOF"),
        .row(.fails(.unavailable), 1105, "vttablet: rpc error: code = ResourceExhausted desc = pool"),
        .row(.failsInDoubt(.unavailable), 1105, "something new"),
        .row(.fails(.unavailable), 1290, "VT09002: INSERT statement with a replica target"),
        .row(.fails(.unavailable), 1105, "VT09005: no database selected"),
        .row(.fails(.full), 1030, "Got error 28 \"No space left on device\" from storage engine InnoDB"),
        .row(.fails(.full), 1026, "Error writing file 'binlog' (errno: 28 \"No space left on device\")"),
        .row(.fails(.full), 3, "Error writing file '/tmp/x' (Errcode: 122 \"Disk quota exceeded\")"),
        .row(.fails(.unavailable), 1030, "Got error 30 \"Read-only file system\" from storage engine"),
        .row(.failsInDoubt(.unavailable), 1030, "Got error 168 from storage engine"),
        .row(lost, 9999, state: "08S01"), .row(.fails(.refused), 9999, state: "22001"),
        .row(.fails(.refused), 9999, state: "23000"), .row(.fails(.unavailable), 9999, state: "28000"),
        .row(.fails(.unavailable), 9999, state: "42000"), .row(conflict, 9999, state: "40001"),
        .row(.failsInDoubt(.unavailable), 9999),
      ]

    static let logins = ProxyRow.rows(
      .fails(.unavailable), 1129, 1130, 1131, 1251, 1698, 1820, 1862, 3118, 3159, 4151, 1135, 3168)

    /// Those of ``ProvokedFailureTests`` and ``EncryptionTests``, and 0, a call's time that is up, of ``PoolTests``.
    static let real: Set<UInt32> = [
      0, 1062, 1205, 1213, 2002, 2005, 2013, 2026, 1290, 1040, 1203, 1226, 1153, 1114, 1045, 1044, 1049, 1146,
      1142,
    ]

    /// The client library's own, for which it needs no server and takes none's word: only ``ErrorMapTests`` has them.
    static let library: Set<UInt32> = [2003, 2006, 2014, 2020, 2055, 2059]

    /// A statement as text, which the isolation level "READ COMMITTED" is not.
    private static let commitRequest = "\u{3}COMMIT"

    private let request = ClaimRequest.sample(session: "session-of-the-row")

    /// A store behind a proxy.
    private func withProxy(
      _ body: (MySQLConversationStore, FaultProxy, Database) async throws -> Void
    ) async throws {
      try await withStore { _, database in
        try await withFaultProxy(to: database.server.port) { proxy in
          let url = database.server.url(of: database.name, atPort: proxy.port)
          var configuration = try MySQLConfiguration(url: url)
          configuration.connections = 1
          try await body(MySQLConversationStore(configuration: configuration), proxy, database)
        }
      }
    }

    @Test("Every number of the table is provoked, on a real server or by the proxy")
    func complete() {
      let numbers = Set(FailureMap.classes.values.flatMap(\.keys))
      let provoked = Set((Self.rows + Self.logins).map { UInt32($0.packet.code) }).union(Self.real)
      #expect(numbers.subtracting(provoked) == Self.library)
    }

    @Test("The proxy answers the first statement of a claim's transaction with", arguments: rows)
    func statement(row: ProxyRow) async throws {
      try await withProxy { store, proxy, _ in
        switch row.meaning {
        case .fails(let code, _), .failsInDoubt(let code):
          try await expectFailure(code, of: row, after: 1, answersTo: request.session.rawValue, store, proxy)
        case .repeats(let count, let code, _):
          try await expectFailure(
            code, of: row, after: count + 1, answersTo: request.session.rawValue, store, proxy)
          try await expectRepeat(of: row, times: count, answersTo: request.session.rawValue, store, proxy)
        case .waits:
          try await expectRepeat(of: row, times: 2, answersTo: request.session.rawValue, store, proxy)
        }
      }
    }

    @Test("The proxy answers the COMMIT of a claim's transaction with", arguments: rows)
    func commit(row: ProxyRow) async throws {
      try await withProxy { store, proxy, _ in
        switch row.meaning {
        case .fails(_, let code):
          try await expectFailure(code, of: row, after: 1, answersTo: Self.commitRequest, store, proxy)
        case .failsInDoubt:
          try await expectFailure(
            .indeterminate, of: row, after: 2, answersTo: Self.commitRequest, store, proxy)
          try await expectRepeat(of: row, times: 1, answersTo: Self.commitRequest, store, proxy)
        case .repeats(let count, _, let code):
          try await expectFailure(
            code, of: row, after: count + 1, answersTo: Self.commitRequest, store, proxy)
          try await expectRepeat(of: row, times: count, answersTo: Self.commitRequest, store, proxy)
        case .waits:
          try await expectRepeat(of: row, times: 2, answersTo: Self.commitRequest, store, proxy)
        }
      }
    }

    @Test("The proxy answers the login with", arguments: logins)
    func login(row: ProxyRow) async throws {
      try await withProxy { store, proxy, database in
        await proxy.answerNextRequest(containing: database.name, with: row.packet.bytes(sequence: 2))
        let error = await storeError { _ = try await store.claim(request) }
        #expect(error?.code == .unavailable, "\(error?.message ?? "no error")")
        #expect(error?.message.contains("error \(row.packet.code) ") == true, "\(error?.message ?? "")")
        #expect(await proxy.answeredRequests == 1)
        let claim = try await store.claim(request).claimed
        #expect(claim?.number == 1)
      }
    }

    /// The claim fails when so many answers are the row's, and leaves nothing behind.
    private func expectFailure(
      _ code: StoreError.Code, of row: ProxyRow, after count: Int, answersTo text: String,
      _ store: MySQLConversationStore, _ proxy: FaultProxy
    ) async throws {
      await proxy.answerNextRequest(containing: text, with: row.packet.bytes(), count: count)
      let error = await storeError { _ = try await store.claim(request) }
      #expect(error?.code == code, "\(error?.message ?? "no error")")
      #expect(error?.message.contains("error \(row.packet.code) ") == true, "\(error?.message ?? "")")
      #expect(error?.message.contains(row.packet.text) != true)
      #expect(await proxy.answeredRequests == count)
      let session = try await store.session(request.session)
      #expect(session == nil)
    }

    /// The claim succeeds after so many answers of the row's, and is made once.
    private func expectRepeat(
      of row: ProxyRow, times count: Int, answersTo text: String, _ store: MySQLConversationStore,
      _ proxy: FaultProxy
    ) async throws {
      let before = await proxy.answeredRequests
      await proxy.answerNextRequest(containing: text, with: row.packet.bytes(), count: count)
      let claim = try await store.claim(request).claimed
      #expect(claim?.number == 1)
      #expect(await proxy.answeredRequests == before + count)
      let messages = try await store.messages(in: request.session, after: 0, limit: 9)
      #expect(messages.count == 1)
    }
  }
#endif

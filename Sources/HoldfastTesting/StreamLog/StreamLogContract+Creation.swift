import HoldfastModel
import HoldfastStores

extension StreamLogContract {
  /// Making a stream.
  static let creationCases = [
    proves(.creates, "a new stream is empty, running and owned in its first epoch") { log in
      let header = StreamHeader.sample("a")
      let creation = try await log.create(header, run: RunID("run-1"), owner: .one, lease: .lease)
      guard case .created(let record) = creation else { throw ContractViolation("got \(creation)") }
      let expected = StreamRecord(
        header: header, run: RunID("run-1"), owner: .one, epoch: 1, leaseUntil: record.leaseUntil)
      try expectEqual(record, expected, "the record that is returned")
      try expectEqual(await log.record(of: header.stream), expected, "the record that is stored")
      try expectEqual(await log.allFrames(header.stream), [], "the frames")
    },
    proves(.creates, "a stream that is there is not made again, and counts as it is") { log in
      let stream = try await log.make()
      _ = try await log.write(.to(stream, at: 0, ["content"]))
      let before = try await log.snapshot(stream)
      var header = StreamHeader.sample("a")
      header.principal = .bob
      let creation = try await log.create(header, run: RunID("run-2"), owner: .two, lease: .seconds(60))
      try expectEqual(creation, .exists(try required(before.record, "the record")), "the second creation")
      try expectEqual(await log.snapshot(stream), before, "the stream")
    },
    proves(.creates, "a run that made a stream finds its own when it asks again") { log in
      let stream = try await log.make()
      let creation = try await log.create(.sample("a"), run: RunID("run-1"), owner: .one, lease: .lease)
      try expectEqual(creation, .exists(try await log.known(stream)), "the second creation")
    },
    proves(.creates, "of twenty that make the same stream at once, one does") { log in
      let creations = try await concurrently(20) { number in
        try await log.create(.sample("a"), run: RunID("run-\(number)"), owner: .one, lease: .lease)
      }
      let made = creations.compactMap { if case .created(let record) = $0 { record } else { nil } }
      let found = creations.compactMap { if case .exists(let record) = $0 { record } else { nil } }
      try expectEqual(made.count, 1, "streams made")
      try expectEqual(Set(found), Set(made), "streams found")
      try expectEqual(await log.record(of: StreamID("a")), made.first, "the record")
    },
    proves(.creates, "a stream keeps all that its header says") { log in
      var headers: [StreamHeader] = []
      for dialect in Dialect.allCases {
        for routeForm in RouteForm.allCases {
          for trigger in ClaimKey.Trigger.allCases {
            var header = StreamHeader.sample("s\(headers.count)")
            header.dialect = dialect
            header.routeForm = routeForm
            header.claim = ClaimKey(
              session: SessionID("a'b\"%"), message: MessageID("m_\\"), trigger: trigger, target: "ü;😀 \n")
            header.principal = headers.count.isMultiple(of: 2) ? .user("auth0|x:y z") : .anonymous("ü")
            header.order = Int64.max - Int64(headers.count)
            header.agent = "tutor \(headers.count)"
            header.createdAt = Timestamp(milliseconds: 1_700_000_000_001)
            headers.append(header)
          }
        }
      }
      for header in headers {
        _ = try await log.create(header, run: RunID("run ü"), owner: NodeID("node ü"), lease: .lease)
      }
      for header in headers {
        let record = try await log.known(header.stream)
        try expectEqual(record.header, header, "the header")
        try expectEqual([record.run.rawValue, record.owner?.rawValue], ["run ü", "node ü"], "run and owner")
      }
    },
    proves(.creates, "streams whose names differ in case are two") { log in
      _ = try await log.write(.to(try await log.make("a"), at: 0, ["lower"]))
      _ = try await log.write(.to(try await log.make("A"), at: 0, ["upper"]))
      try expectEqual(await log.texts(StreamID("a")), ["lower"], "the frames of a")
      try expectEqual(await log.texts(StreamID("A")), ["upper"], "the frames of A")
    },
  ]
}

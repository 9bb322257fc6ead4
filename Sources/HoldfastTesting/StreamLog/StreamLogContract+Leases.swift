import HoldfastModel
import HoldfastStores

extension StreamLogContract {
  /// How long an owner is the owner.
  static let leaseCases = [
    provesInTime(.ownClock, "a lease lasts as long as it was asked for, from the creation on") {
      log, advance in
      let stream = try await log.make(lease: .seconds(10))
      try await advance(.seconds(9))
      try await log.expectLeased(stream)
      try await advance(.seconds(2))
      _ = try await log.taken(stream)
    },
    provesInTime(.ownClock, "a lease ends by the log's clock, whatever the header's time says") {
      log, advance in
      var header = StreamHeader.sample("a")
      header.createdAt = Timestamp(milliseconds: 0)
      _ = try await log.create(header, run: RunID("run-1"), owner: .one, lease: .lease)
      try await log.expectLeased(header.stream)
      try await advance(.seconds(11))
      _ = try await log.taken(header.stream)
    },
    provesInTime(.renews, "a renewal extends the lease from now on") { log, advance in
      let stream = try await log.make(lease: .seconds(10))
      let before = try await log.known(stream).leaseUntil
      try await advance(.seconds(6))
      let answer = try await log.renew(stream, epoch: 1, lease: .seconds(10))
      try expectEqual(answer, StreamAcknowledgement(length: 0, requestedEnd: nil), "the answer")
      try expect(await log.known(stream).leaseUntil >= before + .seconds(6), "the lease was not extended")
      try await advance(.seconds(6))
      try await log.expectLeased(stream)
      try await advance(.seconds(6))
      _ = try await log.taken(stream)
    },
    provesInTime(.renews, "a renewal changes nothing but the lease, and tells the length") { log, advance in
      let stream = try await log.make()
      _ = try await log.write(.to(stream, at: 0, ["a", "b"]))
      var expected = try await log.snapshot(stream)
      try await advance(.seconds(1))
      try expectEqual(await log.renew(stream, epoch: 1, lease: .lease).length, 2, "the length")
      expected.record?.leaseUntil = try await log.known(stream).leaseUntil
      try expectEqual(await log.snapshot(stream), expected, "the stream")
    },
    provesInTime(.renews, "a write extends the lease from now on") { log, advance in
      let stream = try await log.make()
      for position in 0..<3 {
        try await advance(.seconds(7))
        _ = try await log.write(.to(stream, at: position, ["\(position)"]))
      }
      try await advance(.seconds(7))
      try await log.expectLeased(stream)
      _ = try await log.write(.to(stream, at: 3))
      try await advance(.seconds(7))
      try await log.expectLeased(stream)
      try await advance(.seconds(4))
      _ = try await log.taken(stream)
    },
    provesInTime(.renews, "a write that is refused extends no lease") { log, advance in
      let stream = try await log.make()
      try await advance(.seconds(7))
      try await log.expectRefused(.positionConflict, .to(stream, at: 5, ["gap"]))
      try await log.expectRefused(.fenced, .to(stream, at: 0, ["a"], epoch: 2))
      try await advance(.seconds(4))
      _ = try await log.taken(stream)
    },
    provesInTime(.renews, "an owner whose lease ran out goes on as long as nobody took over") {
      log, advance in
      let stream = try await log.make()
      try await advance(.seconds(30))
      _ = try await log.renew(stream, epoch: 1, lease: .lease)
      try await log.expectLeased(stream)
      try await advance(.seconds(30))
      _ = try await log.write(.to(stream, at: 0, ["a"]))
      try await log.expectLeased(stream)
    },
    proves(.renews, "a stream that has ended is not renewed") { log in
      let stream = try await log.makeEnded("a")
      let before = try await log.snapshot(stream)
      try await expectError(.ended, "a renewal") { try await log.renew(stream, epoch: 1, lease: .lease) }
      try expectEqual(await log.snapshot(stream), before, "the stream")
    },
    proves(.releases, "a stream that was released is taken over at once") { log in
      let stream = try await log.make()
      _ = try await log.write(.to(stream, at: 0, ["a"]))
      try await log.release(stream, epoch: 1)
      try expectEqual(await log.known(stream).owner, nil, "the owner")
      try expectEqual(await log.known(stream).epoch, 1, "the epoch")
      let record = try await log.taken(stream)
      try expectEqual(record.epoch, 2, "the epoch after the take-over")
      try expectEqual(record.owner, .two, "the owner after the take-over")
    },
    proves(.releases, "the epoch of a released stream stands until it is taken over") { log in
      let stream = try await log.make()
      try await log.release(stream, epoch: 1)
      _ = try await log.write(.to(stream, at: 0, ["a"]))
      _ = try await log.taken(stream, force: true)
      try await log.expectRefused(.fenced, .to(stream, at: 1, ["b"]))
    },
    proves(.releases, "a release in another epoch, or after the end, changes nothing") { log in
      let (running, ended) = (try await log.make("a"), try await log.makeEnded("b"))
      _ = try await log.taken(running, force: true)
      let before = try await log.records(of: [running, ended])
      for epoch in [0, 1, 3] { try await log.release(running, epoch: epoch) }
      try await log.release(ended, epoch: 2)
      try expectEqual(await log.records(of: [running, ended]), before, "the records")
      try await log.expectLeased(running)
    },
    proves(.releases, "a release is harmless when repeated, and of a stream that is not there") { log in
      let stream = try await log.make()
      for _ in 1...2 { try await log.release(stream, epoch: 1) }
      try await log.release(StreamID("none"), epoch: 1)
      try expectEqual(await log.record(of: StreamID("none")), nil, "the stream that is not there")
    },
  ]
}

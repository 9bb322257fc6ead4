import HoldfastEngine
import HoldfastModel
import HoldfastStores
import Synchronization
import Testing

@Suite(.timeLimit(.minutes(1)))
struct `The group commit` {
  /// A log that writes down its batches, and can be held.
  private final class Recorder: Sendable {
    let log: FaultyLog
    let stores = Stores.inMemory()
    init() { log = FaultyLog(stores.log) }

    func makeStream(_ name: String) async throws -> StreamID {
      let left = try await LeftBehind(
        on: stores, id: name, in: SessionID(rawValue: name), named: name)
      try await left.create()
      return left.stream
    }
  }

  private func write(_ text: String, to stream: StreamID, at first: Int = 0, epoch: Int = 1) -> StreamAppend {
    StreamAppend(
      stream: stream, epoch: epoch, first: first,
      frames: [Frame(position: first, data: Array(text.utf8), seal: .origin)], lease: .seconds(10))
  }

  private func withCommit<Value>(
    _ log: any StreamLog, maximumWrites: Int = 512, _ body: (GroupCommit) async throws -> Value
  ) async throws -> Value {
    let commit = GroupCommit(log: log, maximumWrites: maximumWrites)
    return try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { await commit.run() }
      defer { commit.close() }
      return try await body(commit)
    }
  }

  @Test func `commits at once when there is nothing to wait for`() async throws {
    let recorder = Recorder()
    let stream = try await recorder.makeStream("a")
    let acknowledgement = try await withCommit(recorder.log) { commit in
      try await commit.append(write("x", to: stream))
    }
    #expect(acknowledgement.length == 1)
    #expect(recorder.log.plan.count(.append) == 1)
  }

  @Test(arguments: [(512, 2), (30, 5), (1, 101)])
  func `takes what arrived while a commit was under way`(maximumWrites: Int, commits: Int) async throws {
    let recorder = Recorder()
    var streams: [StreamID] = []
    for index in 0...100 { streams.append(try await recorder.makeStream("s\(index)")) }
    let gate = Gate()
    defer { gate.open() }
    recorder.log.plan.set(.heldBefore(gate), on: .append, times: 1)
    try await withCommit(recorder.log, maximumWrites: maximumWrites) { commit in
      try await withThrowingTaskGroup(of: Int.self) { group in
        group.addTask { [first = streams[0]] in try await commit.append(write("0", to: first)).length }
        try await until("the first commit is under way") { gate.arrivals == 1 }
        for (index, stream) in streams.enumerated().dropFirst() {
          group.addTask { try await commit.append(write("\(index)", to: stream)).length }
        }
        try await until("all have come") { commit.waitingCount == 100 }
        gate.open()
        for try await length in group { #expect(length == 1) }
      }
    }
    #expect(recorder.log.plan.count(.append) == commits)
    for (index, stream) in streams.enumerated() {
      #expect(try await recorder.stores.frames(stream).map(\.data) == [Array("\(index)".utf8)])
    }
  }

  @Test func `answers each write by itself`() async throws {
    let recorder = Recorder()
    let (good, bad) = (try await recorder.makeStream("a"), try await recorder.makeStream("b"))
    let gate = Gate()
    defer { gate.open() }
    recorder.log.plan.set(.heldBefore(gate), on: .append, times: 1)
    try await withCommit(recorder.log) { commit in
      async let first = commit.append(write("x", to: good))
      try await until("the first commit is under way") { gate.arrivals == 1 }
      let second = Task { try await commit.append(write("y", to: bad, epoch: 7)) }
      async let third = commit.append(write("z", to: good, at: 1))
      try await until("both have come") { commit.waitingCount == 2 }
      gate.open()
      #expect(try await first.length == 1)
      let error = await #expect(throws: StoreError.self) { try await second.value }
      #expect(error?.code == .fenced)
      #expect(try await third.length == 2)
    }
    #expect(recorder.log.plan.count(.append) == 2)
  }

  @Test func `tells a failed commit to every write in it, and goes on`() async throws {
    let recorder = Recorder()
    let streams = [try await recorder.makeStream("a"), try await recorder.makeStream("b")]
    try await withCommit(recorder.log) { commit in
      recorder.log.plan.set(.before(.unavailable), on: .append, times: 2)
      let failures = await withTaskGroup(of: StoreError.Code?.self) { group in
        for stream in streams {
          group.addTask {
            do { _ = try await commit.append(write("x", to: stream)) } catch {
              return (error as? StoreError)?.code
            }
            return nil
          }
        }
        return await group.reduce(into: [StoreError.Code]()) { codes, code in
          if let code { codes.append(code) }
        }
      }
      // One commit with both, or two with one each.
      #expect(failures == [.unavailable, .unavailable])
      recorder.log.plan.heal()
      for stream in streams {
        let acknowledgement = try await commit.append(write("x", to: stream))
        #expect(acknowledgement.length == 1)
      }
    }
  }

  @Test func `does not take a write back when whoever asked is cancelled`() async throws {
    let recorder = Recorder()
    let stream = try await recorder.makeStream("a")
    let gate = Gate()
    defer { gate.open() }
    recorder.log.plan.set(.heldBefore(gate), on: .append, times: 1)
    try await withCommit(recorder.log) { commit in
      let asking = Task { try await commit.append(write("x", to: stream)).length }
      try await until("the commit is under way") { gate.arrivals == 1 }
      asking.cancel()
      gate.open()
      #expect(try await asking.value == 1)
    }
  }

  @Test func `answers what is left when it is closed, and refuses what comes then`() async throws {
    let recorder = Recorder()
    let stream = try await recorder.makeStream("a")
    let gate = Gate()
    defer { gate.open() }
    recorder.log.plan.set(.heldBefore(gate), on: .append, times: 1)
    let commit = GroupCommit(log: recorder.log, maximumWrites: 1)
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { await commit.run() }
      async let first = commit.append(write("x", to: stream))
      try await until("the first commit is under way") { gate.arrivals == 1 }
      async let second = commit.append(write("y", to: stream, at: 1))
      try await until("the second has come") { commit.waitingCount == 1 }
      commit.close()
      gate.open()
      #expect(try await first.length == 1)
      #expect(try await second.length == 2)
      try await group.waitForAll()
    }
    let error = await #expect(throws: StoreError.self) {
      try await commit.append(write("z", to: stream, at: 2))
    }
    #expect(error?.code == .unavailable)
    #expect(try await recorder.stores.frames(stream).count == 2)
  }
}

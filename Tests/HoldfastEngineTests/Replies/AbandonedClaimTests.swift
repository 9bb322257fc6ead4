import HoldfastEngine
import HoldfastModel
import HoldfastStores
import HoldfastTesting
import Testing

@Suite(.timeLimit(.minutes(1)))
struct `A claim that is given up while its stream is made` {
  @Test(arguments: StoreKind.allCases)
  func `makes no reply that ends as finished and is not stored`(kind: StoreKind) async throws {
    try await kind.withStores { stores in
      let provider = StepProvider()
      try await withEngine(on: stores, provider) { engine in
        let handle = try await engine.start(.says("Hi"))
        let call = try await provider.call()
        call.say("Hello")
        _ = try await handle.read(upTo: "Hello")
        try await stores.abandonLastClaim()
        call.finish()
        let transcript = try await handle.readAll()
        #expect(!transcript.types.contains("finish"))
        let error = try #require(transcript.error)
        #expect(error["errorCode"] == "PERSISTENCE_FAILED" && error["metadata"]?["phase"] == "persistence")
        let record = try await stores.settled(handle.stream)
        #expect(record.state == .failed && record.persistence == .refused)
        #expect(try await stores.messages().map(\.message.text) == ["Hi"])
      }
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `ends its reply at once, and a repeat begins anew`(kind: StoreKind) async throws {
    try await kind.withStores { stores in
      let (faulty, log) = stores.withFaultyLog()
      log.plan.set(.followed { try await stores.abandonLastClaim() }, on: .create, times: 1)
      let isAskedAgain = OneShot()
      let provider = StepProvider { _ in
        isAskedAgain.hasHappened ? [.text("Hello")] + StepProvider.Step.finish : []
      }
      try await withEngine(on: faulty, provider) { engine in
        let first = try await engine.start(.says("Hi"))
        let transcript = try await first.readAll()
        #expect(transcript.end == .ended && transcript.error?["retryable"] == true)
        isAskedAgain.happen()
        let second = try await engine.start(.says("Hi"))
        #expect(!second.isRepeat && second.stream != first.stream)
        #expect(try await second.readAll().text == "Hello")
        _ = try await stores.settled(second.stream)
        #expect(try await stores.messages().map(\.message.text) == ["Hi", "Hello"])
      }
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `is not called saved when its owner dies with it`(kind: StoreKind) async throws {
    try await kind.withStores { stores in
      var left = try await LeftBehind(on: stores)
      try await left.create(lease: .zero)
      try await left.append(left.opening(saying: "Hel"), lease: .zero)
      try await stores.abandonLastClaim()
      try await withEngine(on: stores, StepProvider()) { _ in
        let record = try await stores.settled(left.stream)
        #expect(record.state == .failed && record.persistence == .refused)
      }
    }
  }
}

extension Stores {
  /// Gives the newest claim of the first session up, as the reconciler of another node does.
  fileprivate func abandonLastClaim() async throws {
    guard let claim = try await conversations.lastClaim(in: .first) else {
      throw NotInTime(description: "there is no claim")
    }
    let isMoved = try await conversations.move(
      claim.stream, in: .first, from: claim.run, to: .abandoned)
    #expect(isMoved)
  }
}

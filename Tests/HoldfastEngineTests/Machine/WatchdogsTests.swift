import HoldfastEngine
import HoldfastModel
import Testing

@Suite struct `The watchdogs of a run` {
  private static let limits = Watchdogs.Limits(
    firstChunk: .seconds(20), betweenChunks: .seconds(15), wholeReply: .seconds(100), artifact: .seconds(10))

  private func at(_ seconds: Int64) -> Timestamp { Timestamp(milliseconds: seconds * 1000) }

  private func part(_ name: String) -> ProviderEvent {
    .data(name: name, value: "x", id: "s", transient: true)
  }

  @Test func `bark when the first chunk does not come, whatever else does`() {
    var dogs = Watchdogs(limits: Self.limits, now: at(0))
    dogs.note(.model("m"), at: at(15))
    #expect(dogs.alarms(at: at(19)) == [])
    #expect(dogs.alarms(at: at(20)) == [.firstChunk])
  }

  @Test func `bark when the next chunk does not come`() {
    var dogs = Watchdogs(limits: Self.limits, now: at(0))
    dogs.note(.textDelta("a"), at: at(10))
    #expect(dogs.alarms(at: at(24)) == [])
    #expect(dogs.alarms(at: at(25)) == [.betweenChunks])
  }

  @Test func `bark when the whole takes too long, however busy it is`() {
    var dogs = Watchdogs(limits: Self.limits, now: at(0))
    for second in 0..<Int64(100) { dogs.note(.textDelta("a"), at: at(second)) }
    #expect(dogs.alarms(at: at(99)) == [])
    #expect(dogs.alarms(at: at(100)) == [.wholeReply])
  }

  @Test(arguments: ["kind", "id", "title", "clear", "codeDelta", "diagramDelta", "textDelta"])
  func `bark when an artifact makes no progress`(name: String) {
    var dogs = Watchdogs(limits: Self.limits, now: at(0))
    dogs.note(part(name), at: at(1))
    dogs.note(.textDelta("more text"), at: at(9))
    #expect(dogs.isArtifactOpen && dogs.alarms(at: at(10)) == [])
    #expect(dogs.alarms(at: at(11)) == [.artifact])
    dogs.closeArtifact()
    #expect(!dogs.isArtifactOpen && dogs.alarms(at: at(12)) == [])
  }

  @Test(arguments: ["finish", "abort"]) func `know when an artifact ends`(name: String) {
    var dogs = Watchdogs(limits: Self.limits, now: at(0))
    dogs.note(part("kind"), at: at(1))
    dogs.note(part(name), at: at(2))
    #expect(!dogs.isArtifactOpen && dogs.alarms(at: at(13)) == [])
  }

  @Test func `take a part that stays for no artifact`() {
    var dogs = Watchdogs(limits: Self.limits, now: at(0))
    dogs.note(.data(name: "title", value: "x", id: nil, transient: false), at: at(1))
    #expect(!dogs.isArtifactOpen)
  }
}

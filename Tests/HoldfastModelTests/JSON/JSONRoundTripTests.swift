import HoldfastModel
import Testing

@Suite(.timeLimit(.minutes(1)))
struct `Random JSON` {
  @Test(arguments: Effort.tries(400, long: 20_000))
  func `comes back as it was written`(seed: Int) throws {
    let json = RandomJSON(seed: UInt64(seed))
    let value = try JSONParser.parse(json.loose)
    #expect(Array(value.text.utf8) == Array(json.plain.utf8))
    #expect(try JSONParser.parse(json.plain) == value)
    var parser = JSONParser(Array(json.loose.utf8))
    #expect(throws: Never.self) {
      try parser.skip()
      try parser.end()
    }
  }

  @Test(arguments: Effort.tries(100, long: 5_000))
  func `has one canonical form, however its members are ordered`(seed: Int) throws {
    var generator = SplitMix64(seed: UInt64(seed))
    let value = try JSONParser.parse(RandomJSON(seed: UInt64(seed)).plain)
    let shuffled = value.shuffled(using: &generator)
    #expect(shuffled.canonicalBytes == value.canonicalBytes)
    #expect(try JSONParser.parse(value.canonicalBytes).canonicalBytes == value.canonicalBytes)
  }

  @Test(arguments: Effort.tries(100, long: 5_000))
  func `that is broken is refused or read, and never crashes the parser`(seed: Int) throws {
    var generator = SplitMix64(seed: UInt64(seed))
    let original = Array(RandomJSON(seed: UInt64(seed)).loose.utf8)
    for _ in 0..<50 {
      var bytes = original
      let place = Int.random(in: 0..<bytes.count, using: &generator)
      switch Int.random(in: 0..<3, using: &generator) {
      case 0: bytes[place] = UInt8.random(in: 0...255, using: &generator)
      case 1: bytes.remove(at: place)
      default: bytes.removeSubrange(place...)
      }
      guard let value = try? JSONParser.parse(bytes) else { continue }  // refused
      #expect(try JSONParser.parse(value.text) == value)
    }
  }
}

extension JSONValue {
  /// The same content with the members of every object in another order.
  fileprivate func shuffled(using generator: inout SplitMix64) -> JSONValue {
    switch self {
    case .array(let elements):
      var shuffled: [JSONValue] = []
      for element in elements { shuffled.append(element.shuffled(using: &generator)) }
      return .array(shuffled)
    case .object(let object):
      var shuffled = JSONObject()
      for member in object.members.shuffled(using: &generator) {
        shuffled[member.key] = member.value.shuffled(using: &generator)
      }
      return .object(shuffled)
    default: return self
    }
  }
}

import HoldfastModel
import HoldfastSecurity
import Testing

@Suite(.timeLimit(.minutes(1)))
struct `A seal is what is written down` {
  private let sealer: HMACFrameSealer

  init() throws {
    sealer = HMACFrameSealer(secret: try MasterSecret(text: "0123456789abcdef0123456789abcdef"))
  }

  // Made with Python's standard library:
  //
  //     def hkdf(ikm, salt, info):
  //         prk = hmac.new(salt, ikm, hashlib.sha256).digest()
  //         return hmac.new(prk, info + b"\1", hashlib.sha256).digest()
  //     def seal(master, stream, position, data, previous):
  //         key = hkdf(master, stream, b"holdfast seal v1")
  //         m = (b"\1" + struct.pack(">Q", len(stream)) + stream
  //              + struct.pack(">QQ", position, len(data)) + data + previous)
  //         return hmac.new(key, m, hashlib.sha256).digest()[:16]
  //
  // with the master secret above, the previous seal 16 zero bytes for the first, and the result in base64url.
  @Test func `a chain`() {
    let stream = sealer.sealer(for: StreamID(rawValue: "01jbx3q0v5c9zj0d0f3k2m8n7p"))
    let chain: [(data: String, seal: String)] = [
      (#"{"type":"start","messageId":"m1"}"#, "BlvOiAiZ54XaoBZVkAlU6Q"),
      ("", "wJdE1QA1sSNEMhtGWY3fzA"),
      (#"{"type":"text-delta","id":"t1","delta":"Grüße"}"#, "MgWHgbZWVSaaeVZ_r9XiEQ"),
    ]
    var previous = Seal.origin
    for (position, link) in chain.enumerated() {
      previous = stream.seal(position: position, data: Array(link.data.utf8), previous: previous)
      #expect(previous.text == link.seal)
    }
  }

  @Test func `the same data in another stream`() {
    let seal = sealer.sealer(for: StreamID(rawValue: "s"))
      .seal(position: 0, data: Array(#"{"type":"start","messageId":"m1"}"#.utf8), previous: .origin)
    #expect(seal.text == "dIDYCEpoxl57lKGxoTsmng")
  }

  // Position 2^40 + 7, 1,000 times `x`, and the bytes 0 to 15 as the previous seal.
  @Test func `far into a stream`() throws {
    let previous = try #require(Seal(bytes: (0..<16).map { UInt8($0) }))
    let seal = sealer.sealer(for: StreamID(rawValue: "s"))
      .seal(position: 1 << 40 + 7, data: Array(repeating: UInt8(ascii: "x"), count: 1000), previous: previous)
    #expect(seal.text == "VH3KxPB-LMybNbaLHXRPQw")
  }

  @Test func `one sealer makes the same seals on many tasks`() async {
    let stream = sealer.sealer(for: StreamID(rawValue: "s"))
    let seals = await withTaskGroup(of: [Seal].self) { group in
      for _ in 0..<8 {
        group.addTask { (0..<500).map { stream.seal(position: $0, data: [1, 2, 3], previous: .origin) } }
      }
      return await group.reduce(into: Set()) { $0.insert($1) }
    }
    #expect(seals.count == 1)
  }
}

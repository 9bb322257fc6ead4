import HoldfastModel
import HoldfastSecurity
import Testing

@Suite(.timeLimit(.minutes(1)))
struct `An anonymous cookie` {
  private static let id = "01jbx3q0v5c9zj0d0f3k2m8n7p"
  // Made with Python's hmac and hashlib: the HMAC-SHA256 of `<id>.1760000000` with HKDF (RFC 5869) of the secret
  // below, no salt, info `holdfast anonymous cookie v1`.
  private static let value = "\(id).1760000000.c2Sud0d3P_atae1emM851fruh3KTyMLuxAsRwwyQqso"

  private let clock = SettableClock()

  private func cookie(
    isSecure: Bool = false, secret: String = "0123456789abcdef0123456789abcdef"
  ) throws -> AnonymousCookie {
    AnonymousCookie(
      secret: try MasterSecret(text: secret), isSecure: isSecure,
      ids: IDMaker(now: clock.now, random: SplitMix64.source(seed: 9)), now: clock.now)
  }

  @Test func `is what is written down`() throws {
    let id = try cookie().verify(cookieHeader: "holdfast_anonymous=\(Self.value)")
    #expect(id == Self.id)
  }

  @Test(arguments: [false, true])
  func `comes back as it was made`(isSecure: Bool) throws {
    let cookie = try cookie(isSecure: isSecure)
    var ids: Set<String> = []
    for _ in 0..<1_000 {
      let made = cookie.make()
      #expect(made.id.utf8.count == 26)
      #expect(cookie.verify(cookieHeader: "\(cookie.name)=\(made.value)") == made.id)
      ids.insert(made.id)
    }
    #expect(ids.count == 1_000)
  }

  @Test func `is set so that no script and no other site can use it`() throws {
    #expect(
      try cookie().setCookieHeader(value: "v")
        == "holdfast_anonymous=v; HttpOnly; SameSite=Lax; Path=/; Max-Age=31536000")
    #expect(
      try cookie(isSecure: true).setCookieHeader(value: "v")
        == "__Host-holdfast_anonymous=v; HttpOnly; SameSite=Lax; Path=/; Max-Age=31536000; Secure")
  }

  @Test func `goes by the prefixed name only where it is secure`() throws {
    let (plain, secure) = (
      "holdfast_anonymous=\(Self.value)", "__Host-holdfast_anonymous=\(Self.value)"
    )
    #expect(try cookie().verify(cookieHeader: plain) == Self.id)
    #expect(try cookie().verify(cookieHeader: secure) == nil)
    #expect(try cookie(isSecure: true).verify(cookieHeader: secure) == Self.id)
    #expect(try cookie(isSecure: true).verify(cookieHeader: plain) == nil)
  }

  @Test(arguments: [
    "holdfast_anonymous=\(value)", "a=b; holdfast_anonymous=\(value); c=d",
    "a=b;holdfast_anonymous=\(value);c=d",
    "holdfast_anonymous=\"\(value)\"", "  holdfast_anonymous = \(value)\t;",
    ";;; holdfast_anonymous=\(value)",
    "holdfast_anonymous=x; holdfast_anonymous=\(value)", "holdfast_anonymous=; holdfast_anonymous=\(value)",
    "holdfast_anonymous=\(value); holdfast_anonymous=x", "holdfast_anonymous; holdfast_anonymous=\(value)",
    "=; ===; a; \"; holdfast_anonymous=\(value)",
  ])
  func `is found among others`(header: String) throws {
    #expect(try cookie().verify(cookieHeader: header) == Self.id)
  }

  @Test(arguments: [
    "", ";", "=", "holdfast_anonymous", "holdfast_anonymous=", "holdfast_anonymous=\"\"",
    "holdfast_anonymous=\"",
    "Holdfast_anonymous=\(value)", "xholdfast_anonymous=\(value)", "holdfast_anonymousx=\(value)",
    "a=holdfast_anonymous=\(value)", "holdfast_anonymous=\"\(value)", "holdfast_anonymous=\(value)\"",
    "holdfast_anonymous='\(value)'", "holdfast_anonymous=\"\"\(value)\"\"", "holdfast_anonymous=..",
    "holdfast_anonymous=\(value), holdfast_anonymous=\(value)", "holdfast_anonymous=\(id)",
    "holdfast_anonymous=\(id).1760000000", "holdfast_anonymous=\(id).1760000000.",
    "holdfast_anonymous=\(value).",
    "holdfast_anonymous=.\(value)", "holdfast_anonymous=\(value)=", "holdfast_anonymous=\(value)A",
    "holdfast_anonymous=%22\(value)%22", "\u{FEFF}holdfast_anonymous=\(value)",
    "holdfast_anonymous=\(value)\u{0}",
  ])
  func `is not found where it is not`(header: String) throws {
    #expect(try cookie().verify(cookieHeader: header) == nil)
  }

  @Test func `of two valid ones the first counts`() throws {
    let cookie = try cookie()
    let (first, second) = (cookie.make(), cookie.make())
    let header = "\(cookie.name)=\(first.value); \(cookie.name)=\(second.value)"
    #expect(cookie.verify(cookieHeader: header) == first.id)
  }

  @Test func `is nothing once a byte is changed`() throws {
    let cookie = try cookie()
    let bytes = Array(Self.value.utf8)
    for index in bytes.indices {
      for byte in UInt8(0x21)...0x7E where byte != bytes[index] {
        var changed = bytes
        changed[index] = byte
        let text = String(decoding: changed, as: UTF8.self)
        #expect(cookie.verify(cookieHeader: "holdfast_anonymous=\(text)") == nil, "\(text)")
      }
    }
  }

  @Test func `is nothing once it is cut`() throws {
    let cookie = try cookie()
    for count in 0..<Self.value.utf8.count {
      #expect(cookie.verify(cookieHeader: "holdfast_anonymous=\(Self.value.prefix(count))") == nil)
      #expect(cookie.verify(cookieHeader: "holdfast_anonymous=\(Self.value.suffix(count))") == nil)
    }
  }

  @Test func `is nothing to another secret`() throws {
    let stranger = try cookie(secret: "0123456789abcdef0123456789abcdeg")
    #expect(stranger.verify(cookieHeader: "holdfast_anonymous=\(Self.value)") == nil)
    let foreign = stranger.make().value
    #expect(try cookie().verify(cookieHeader: "holdfast_anonymous=\(foreign)") == nil)
  }

  // Seconds from when it was made.
  @Test(arguments: [
    (0, true), (31_535_999, true), (31_536_000, false), (100_000_000, false), (-86_400, true),
    (-86_401, false),
  ])
  func `lasts a year, whatever the browser says`(seconds: Int64, isValid: Bool) throws {
    clock.advance(by: .seconds(seconds))
    let id = try cookie().verify(cookieHeader: "holdfast_anonymous=\(Self.value)")
    #expect(id == (isValid ? Self.id : nil))
  }

  @Test func `no header makes it crash`() throws {
    let cookie = try cookie()
    var generator = SplitMix64(seed: 4)
    let fragments = [
      "holdfast_anonymous", "=", ";", "\"", ".", " ", "\t", Self.id, "1760000000", Self.value, "é", "\0",
      "-9",
    ]
    for _ in 0..<20_000 {
      let header = (0..<Int.random(in: 0...12, using: &generator))
        .map { _ in fragments[Int.random(in: fragments.indices, using: &generator)] }.joined()
      if let id = cookie.verify(cookieHeader: header) { #expect(id == Self.id) }
    }
  }
}

import HoldfastSecurity
import Testing

@Suite struct `A secret is not seen` {
  private let secret = SecretText("hunter2hunter2hunter2hunter2hunter2")

  @Test func `in any form of printing`() throws {
    let master = try MasterSecret(text: secret.reveal())
    for value in [secret, Optional(secret) as Any, ["key": secret], master, [master], (secret, master)] {
      var dumped = ""
      dump(value, to: &dumped)
      for text in ["\(value)", String(describing: value), String(reflecting: value), dumped] {
        #expect(!text.contains("hunter2"), "\(text)")
      }
    }
    #expect("\(secret)" == "<redacted>")
    #expect("\(master)" == "<redacted>")
    #expect(String(reflecting: master) == "<redacted>")
    #expect(Mirror(reflecting: secret).children.isEmpty)
    #expect(Mirror(reflecting: master).children.isEmpty)
  }

  @Test func `in the settings of tokens`() {
    var dumped = ""
    let settings = TokenConfiguration(secret: secret)
    dump(settings, to: &dumped)
    #expect(!dumped.contains("hunter2"))
    #expect(!"\(settings)".contains("hunter2"))
  }

  @Test func `but it is there`() {
    #expect(secret.reveal() == "hunter2hunter2hunter2hunter2hunter2")
    #expect(secret == SecretText("hunter2hunter2hunter2hunter2hunter2"))
    #expect(secret != SecretText("hunter2"))
    #expect(!secret.isEmpty)
    #expect(SecretText("").isEmpty)
  }
}

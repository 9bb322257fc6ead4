import HoldfastModel
import Testing

@Suite struct `Names, principals and times` {
  @Test(arguments: [
    ("a", true), ("msg_123-ABC.~!", true), (String(repeating: "x", count: 128), true), ("\"'\\%<>", true),
    ("", false), (String(repeating: "x", count: 129), false), ("a b", false), ("a/b", false), ("a\tb", false),
    ("a\nb", false), ("\u{7F}", false), ("é", false), ("\0", false),
  ])
  func `a client chooses among visible ASCII characters without a slash`(text: String, isValid: Bool) {
    #expect(ClientIdentifier.isValid(text) == isValid)
  }

  @Test(arguments: ["user:1", "user:", "user:a:b", "anonymous:x", "user:é 日本"])
  func `a principal comes back from its text`(text: String) throws {
    #expect(try #require(Principal(text: text)).text == text)
  }

  @Test(arguments: ["", "user", "User:1", "anon:1", ":1", " user:1", "admin:1"])
  func `anything else is no principal`(text: String) {
    #expect(Principal(text: text) == nil)
  }

  @Test func `a user and an anonymous of the same id are different principals`() {
    #expect(Principal.user("1") != Principal.anonymous("1"))
    #expect(Principal.user("1").text != Principal.anonymous("1").text)
  }

  @Test func `times add and compare to the millisecond`() {
    let time = Timestamp(milliseconds: 1000)
    #expect(time + .milliseconds(1500) == Timestamp(milliseconds: 2500))
    #expect(time - .seconds(2) == Timestamp(milliseconds: -1000))
    #expect(time + .microseconds(1999) == Timestamp(milliseconds: 1001))
    #expect(time < time + .milliseconds(1))
    #expect(Duration.seconds(-1.5).milliseconds == -1500)
  }

  @Test func `names of a kind are compared by their text`() {
    #expect(MessageID(rawValue: "a") < MessageID(rawValue: "b"))
    #expect("\(SessionID(rawValue: "s-1"))" == "s-1")
  }
}

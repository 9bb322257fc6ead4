import HoldfastModel
import HoldfastTools
import Testing

@Suite struct `The address of a tool is read strictly` {
  @Test(
    arguments: [
      ("https://a.example", "a.example", "https://a.example/"),
      ("HTTPS://A.Example:443/Path?q=%2F&x", "a.example", "https://a.example/Path?q=%2F&x"),
      ("http://a.example:80?x", "a.example", "http://a.example/?x"),
      ("http://a.example:8080/", "a.example", "http://a.example:8080/"),
      ("https://[2001:DB8::1]:8443/a", "2001:db8::1", "https://[2001:db8::1]:8443/a"),
      ("http://my_tool/run", "my_tool", "http://my_tool/run"),
    ])
  func `what is one`(text: String, host: String, written: String) {
    let endpoint = ToolEndpoint(text)
    #expect(endpoint?.host == host)
    #expect(endpoint?.text == written)
  }

  @Test(arguments: [
    "", "a.example", "ftp://a.example/", "http://", "http:///x", "http://a.example#x", "http://a.example/#x",
    "http://u@a.example/", "http://u:p@a.example/", "http://a.example:0/", "http://a.example:65536/",
    "http://a.example:+1/", "http://a.example:/", "http://a..example/", "http://a.example./", "http://a b/",
    "http://a.example/a b", "http://a.example/é", "http://é.example/", "http://a.example/%",
    "http://a.example/%2",
    "http://a.example/%zz", "http://a.example\\@b.example/", "http://[::1", "http://[::1]x/", "http://[a.b]/",
    "http://[fe80::1%25eth0]/", "http://a.example/\r\n", "http://%61.example/", " http://a.example/",
  ])
  func `what is none`(text: String) {
    #expect(ToolEndpoint(text) == nil)
  }

  @Test(
    arguments: [
      ("http://localhost/", true), ("http://a.localhost:80/", true), ("http://127.0.0.1/", true),
      ("http://[::1]/", true), ("http://[fd00::1]/", true), ("http://10.0.0.1/", true),
      ("http://169.254.169.254/", true), ("http://8.8.8.8/", false), ("http://[2606:4700::1]/", false),
      ("http://tool.test/", false), ("http://localhost.example/", false),
    ])
  func `some are known to be private at once`(text: String, isPrivate: Bool) {
    #expect(ToolEndpoint(text)?.isKnownToBePrivate == isPrivate)
  }

  @Test func `a tool is not made without the addresses that it needs`() throws {
    var configuration = HTTPToolConfiguration.local(1)
    configuration.statusURL = "ftp://x/"
    let status = #expect(throws: HTTPToolError.self) { try HTTPTool(configuration) }
    #expect(status?.description == "statusURL is not an address of http or https")
    for effect in ToolEffect.allCases {
      configuration = .local(1)
      configuration.effect = effect
      configuration.compensateURL = nil
      if effect.isReversible {
        let missing = #expect(throws: HTTPToolError.self) { try HTTPTool(configuration) }
        #expect(missing?.field == .compensateURL)
      } else {
        #expect(throws: Never.self) { try HTTPTool(configuration) }
      }
    }
  }
}

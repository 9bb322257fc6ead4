import HoldfastModel
import HoldfastTools
import Testing

@Suite struct `Public addresses are told from all others` {
  @Test(arguments: [
    "1.1.1.1", "8.8.8.8", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255",
    "128.0.0.0", "169.253.255.255", "169.255.0.0", "172.15.255.255", "172.32.0.0", "192.167.255.255",
    "192.169.0.0", "198.17.255.255", "198.20.0.0", "223.255.255.255", "2606:4700:4700::1111",
    "2a00:1450:4001::1", "::ffff:8.8.8.8", "64:ff9b::808:808",
  ])
  func `these are public`(text: String) throws {
    #expect(try NetworkAddress(written: text).isPublic)
  }

  @Test(arguments: [
    "0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255", "100.64.0.0", "100.127.255.255", "127.0.0.1",
    "127.255.255.254", "169.254.0.1", "169.254.169.254", "172.16.0.0", "172.31.255.255", "192.0.0.8",
    "192.0.2.1", "192.168.0.1", "192.168.255.255", "198.18.0.1", "198.19.255.255", "198.51.100.7",
    "203.0.113.9", "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255",
    "::", "::1", "fe80::1", "febf::1", "fec0::1", "fc00::1", "fd00:ec2::254", "ff02::1", "::ffff:127.0.0.1",
    "::ffff:10.0.0.1", "::ffff:169.254.169.254", "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe",
    "64:ff9b:1::808:808", "2001::1", "2001:db8::1", "2002:7f00:1::1", "2002:808:808::1", "3fff::1", "100::1",
    "5f00::1", "4000::1",
  ])
  func `these are not`(text: String) throws {
    #expect(try !NetworkAddress(written: text).isPublic)
  }

  @Test(arguments: ["192.0.2.1", "2001:db8:0:0:0:0:0:1", "fd00:0:0:1:0:0:a:0"])
  func `an address is written as it is read`(text: String) throws {
    #expect(try NetworkAddress(written: text).text == text)
  }
}

@Suite(.timeLimit(.minutes(2))) struct `A tool is called at public addresses alone` {
  private static let words = "The tool is at an address that calls may not go to."

  /// A tool that must be at a public address.
  private static func strict(_ port: Int, host: String, in surroundings: Surroundings) throws -> HTTPTool {
    var configuration = HTTPToolConfiguration.local(port, host: host)
    configuration.allowsPrivateAddresses = false
    return try HTTPTool(configuration, in: surroundings)
  }

  @Test(arguments: [
    "127.0.0.1", "localhost", "127.1", "2130706433", "0x7f.1", "[::ffff:127.0.0.1]", "0.0.0.0",
  ])
  func `this machine is refused however it is written`(host: String) async throws {
    try await withToolServer { _ in
      .answer(200, "{}")
    } body: { server in
      let tool = try Self.strict(server.port, host: host, in: Surroundings())
      #expect(await fault { try await tool.execute(.sample) } == ToolError(.failed, Self.words))
      #expect(await fault { try await tool.compensate(.sample) } == ToolError(.failed, Self.words))
      #expect(try await tool.status(of: .sample) == .unknown)
      #expect(server.bytes.isEmpty)
    }
  }

  @Test func `a name of this machine is refused`() async throws {
    try await withToolServer { _ in
      .answer(200, "{}")
    } body: { server in
      let resolver = try FixedResolver(["127.0.0.1", "::1", "10.1.2.3"])
      let tool = try Self.strict(server.port, host: "tool.test", in: .resolving(with: resolver))
      #expect(await fault { try await tool.execute(.sample) } == ToolError(.failed, Self.words))
      #expect(resolver.names == ["tool.test"])
      #expect(server.bytes.isEmpty)
    }
  }

  @Test func `it may be on this machine where that is allowed`() async throws {
    try await withToolServer { _ in
      .answer(200, "{}")
    } body: { server in
      let tool = try HTTPTool(.local(server.port, host: "localhost"))
      #expect(try await tool.execute(.sample) == [:])
    }
  }

  /// The system does not know the name: whoever asked it again would get nowhere.
  @Test func `the connection goes to the address that was checked, under the name`() async throws {
    try await withToolServer { _ in
      .answer(200, "{}")
    } body: { server in
      let resolver = try FixedResolver(["127.0.0.1"])
      let tool = try HTTPTool(
        .local(server.port, host: "Tool.test"), in: .resolving(with: resolver))
      #expect(try await tool.execute(.sample) == [:])
      #expect(resolver.names == ["tool.test"])
      #expect(server.requests.first?["host"] == "tool.test:\(server.port)")
    }
  }

  @Test func `an encrypted connection asks for the name as well`() async throws {
    try await withToolServer { _ in
      .close
    } body: { server in
      var configuration = HTTPToolConfiguration.local(server.port)
      configuration.url = "https://tool.test:\(server.port)/book"
      let resolver = try FixedResolver(["127.0.0.1"])
      let tool = try HTTPTool(configuration, in: .resolving(with: resolver))
      #expect(await fault { try await tool.execute(.sample) }?.kind == .failed)
      let name = Array("tool.test".utf8)
      let isNamed = server.bytes.indices.contains { server.bytes[$0...].starts(with: name) }
      #expect(isNamed)
    }
  }

  @Test func `another address of the host is tried when nobody listens at the first`() async throws {
    try await withToolServer { _ in
      .answer(200, "{}")
    } body: { server in
      let resolver = try FixedResolver(["127.0.0.2", "127.0.0.1"])
      let tool = try HTTPTool(.local(server.port, host: "tool.test"), in: .resolving(with: resolver))
      #expect(try await tool.execute(.sample) == [:])
      #expect(server.requests.count == 1)
    }
  }

  @Test func `no other address is tried once something was sent`() async throws {
    try await withToolServer { _ in
      .close
    } body: { server in
      let resolver = try FixedResolver(["127.0.0.1", "127.0.0.1", "127.0.0.1"])
      let tool = try HTTPTool(.local(server.port, host: "tool.test"), in: .resolving(with: resolver))
      #expect(await fault { try await tool.execute(.sample) }?.kind == .unknown)
      #expect(server.requests.count == 1)
    }
  }

  @Test func `a redirect to somewhere else is not followed`() async throws {
    let answer = "HTTP/1.1 307 X\r\nlocation: http://169.254.169.254/latest\r\ncontent-length: 0\r\n\r\n"
    try await withToolServer { _ in
      .send(answer)
    } body: { server in
      let resolver = try FixedResolver(["127.0.0.1"])
      let tool = try HTTPTool(.local(server.port, host: "tool.test"), in: .resolving(with: resolver))
      #expect(await fault { try await tool.execute(.sample) }?.kind == .unknown)
      #expect(resolver.names == ["tool.test"] && server.requests.count == 1)
    }
  }
}

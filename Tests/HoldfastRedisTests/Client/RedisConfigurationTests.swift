#if Redis
  import HoldfastRedis
  import Testing

  @Suite struct RedisConfigurationTests {
    @Test func `what is printed of a configuration has no password`() throws {
      let configuration = try RedisConfiguration(url: "redis://me:sesame@h")
      var dumped = ""
      dump(configuration, to: &dumped)
      for text in ["\(configuration)", String(reflecting: configuration), dumped] {
        #expect(text.contains("h:6379"))
        #expect(!text.contains("sesame"))
      }
    }

    @Test func `a URL names server, database and who asks`() throws {
      let short = try RedisConfiguration(url: "redis://127.0.0.1")
      #expect(short.address == RedisAddress(host: "127.0.0.1", port: 6379))
      let full = try RedisConfiguration(url: "rediss://me:p%40ss@[::1]:7000/3?tls_verify=none&tls_ca=/ca.pem")
      #expect(full.address == RedisAddress(host: "::1", port: 7000))
    }

    @Test(arguments: [
      "http://h:1/", "redis://", "redis:///0", "redis://h:99999", "redis://h/x", "redis://h/-1",
      "redis://me@h/0",
      "redis://h?tls_verify=none", "rediss://h?tls_verify=maybe",
      "rediss://h?other=1",
      "redis://me:sesame@h:0/0", "redis://me:sesame@h/db",
    ])
    func `a URL that cannot be used is refused, and nothing of it is told`(url: String) throws {
      let error = try #require(throws: RedisConfigurationError.self) { try RedisConfiguration(url: url) }
      #expect(!error.description.contains("sesame"))
    }
  }
#endif

#if MySQL
  import HoldfastMySQL
  import HoldfastStores
  import TestServers
  import Testing

  @Suite("TLS", .timeLimit(.minutes(1)))
  struct EncryptionTests {
    /// A server that takes nothing unprotected, with a certificate of its own that names this machine.
    private func withServer(
      _ body: (_ url: (String...) -> String, _ authority: String, MariaDBProcess) async throws -> Void
    ) async throws {
      let folder = try TemporaryDirectory()
      let (key, certificate) = (folder.path + "/key.pem", folder.path + "/certificate.pem")
      let openssl = try ChildProcess(
        command: [
          try ServerProgram("openssl", package: "openssl").path(), "req", "-x509", "-newkey", "rsa:2048",
          "-nodes",
          "-days", "2", "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key,
          "-out",
          certificate,
        ], output: folder.path + "/log")
      try #require(try openssl.waitForEnd(.step) == .exit(0))
      let server = try MariaDBProcess(options: [
        "--ssl-cert=\(certificate)", "--ssl-key=\(key)", "--require-secure-transport=ON",
      ])
      let database = try server.makeDatabase()
      try await body({ server.url(of: database, options: $0) }, certificate, server)
    }

    private func error(_ url: String) async -> StoreError? {
      await storeError {
        try await MySQLConversationStore(configuration: MySQLConfiguration(url: url)).migrate()
      }
    }

    @Test("Protected connections are made, verified or not; others are refused")
    func protection() async throws {
      try await withServer { url, authority, server in
        let (on, verified) = (
          await error(url("tls=on")), await error(url("tls=verify", "ssl_ca=\(authority)"))
        )
        #expect(on == nil && verified == nil)
        let (off, unknown) = (await error(url("tls=off")), await error(url("tls=verify")))
        #expect(off?.code == .unavailable)
        #expect(unknown?.code == .unavailable)
        #expect(unknown?.message.contains("certificate") == true)
        // The wrong host, under a certificate that is trusted.
        let elsewhere = url("tls=verify", "ssl_ca=\(authority)")
          .replacing("@127.0.0.1", with: "@localhost")
        let other = await error(elsewhere)
        #expect(other?.code == .unavailable)
        let accepted = try server.execute("SHOW GLOBAL STATUS LIKE 'Ssl_accepts'")
        #expect(accepted != "Ssl_accepts\t0\n")
      }
    }

    @Test("A protected connection that the server has closed is made anew, and nobody notices")
    func closed() async throws {
      try await withServer { url, _, server in
        let store = MySQLConversationStore(configuration: try MySQLConfiguration(url: url("tls=on")))
        try await store.migrate()
        for _ in 1...3 {
          let connections = try server.execute(
            "SELECT id FROM information_schema.processlist WHERE user = 'holdfast'")
          for id in connections.split(separator: "\n") { try server.execute("KILL \(id)") }
          try await store.checkHealth()
        }
      }
    }

    @Test("A server without TLS is not spoken to unprotected")
    func plainServer() async throws {
      let server = try MariaDBProcess.shared()
      let database = try server.makeDatabase()
      for option in ["tls=on", "tls=verify"] {
        let refusal = await error(server.url(of: database, options: [option]))
        #expect(refusal?.code == .unavailable, "\(option)")
      }
    }
  }
#endif

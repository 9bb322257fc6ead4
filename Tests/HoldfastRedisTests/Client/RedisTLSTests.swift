#if Redis
  import HoldfastRedis
  import HoldfastStores
  import Testing
  import TestServers

  extension RedisServerTests {
    @Suite struct RedisTLSTests {
      /// A certificate of a test's own for this machine, and its key.
      private static func makeCertificate(in folder: TemporaryDirectory) throws -> (
        certificate: String, key: String
      ) {
        let (certificate, key) = (folder.path + "/certificate.pem", folder.path + "/key.pem")
        let openssl = try ChildProcess(
          command: [
            "/usr/bin/openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
            "-nodes",
            "-keyout", key, "-out", certificate, "-days", "2", "-subj", "/CN=localhost",
            "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1",
          ], output: folder.path + "/openssl")
        guard try openssl.waitForEnd(.step) == .exit(0) else {
          throw ProcessFailure("openssl made no certificate; install it with `apt-get install openssl`")
        }
        return (certificate, key)
      }

      @Test func `a certificate is verified, against the file that is named`() async throws {
        let folder = try TemporaryDirectory()
        let (certificate, key) = try Self.makeCertificate(in: folder)
        let port = try Ports.free()
        let server = try RedisProcess(options: [
          "--tls-port", "\(port)", "--tls-cert-file", certificate, "--tls-key-file", key,
          "--tls-auth-clients",
          "no",
        ])
        let ping = RedisCommand("SET", "k", "v", key: "k", effect: .write)
        for query in [
          "?tls_ca=\(certificate)", "?tls_verify=none", "?tls_ca=\(certificate)&tls_verify=no-hostname",
        ] {
          let reply = try await TestClient.with("rediss://localhost:\(port)/0" + query) {
            try await $0.send(ping)
          }
          #expect(reply == .status("OK"), "\(query)")
        }
        // Nobody that this machine trusts has signed it; and a server that speaks no TLS is not spoken to without.
        for url in ["rediss://localhost:\(port)/0", "rediss://localhost:\(server.port)/0?tls_verify=none"] {
          let error = await #expect(throws: StoreError.self) {
            try await TestClient.with(url, change: { $0.connectTimeout = .milliseconds(500) }) {
              _ = try await $0.send(ping)
            }
          }
          #expect(error?.code == .unavailable, "\(url)")
        }
      }

      @Test func `a file without certificates is refused before anything is sent`() async throws {
        let folder = try TemporaryDirectory()
        let file = try folder.write("no certificate", to: "ca.pem")
        await #expect(throws: RedisConfigurationError.self) {
          try await TestClient.with("rediss://localhost?tls_ca=\(file)") { _ in }
        }
      }
    }
  }
#endif

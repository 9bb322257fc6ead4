#if MySQL
  import HoldfastMySQL
  import Testing

  @Suite("URLs of MySQL")
  struct URLTests {
    @Test("A URL names user, password, host, port and database, percent-decoded")
    func parts() throws {
      let configuration = try MySQLConfiguration(url: "mysql://us%40er:p%3A%40%2F%23w@db.example:3307/chat")
      let server = configuration.primary
      #expect(server.address == .network(host: "db.example", port: 3307))
      #expect(server.user == "us@er")
      #expect(server.password.text == "p:@/#w")
      #expect(server.database == "chat")
      #expect(configuration.replica == nil)
    }

    @Test("What is left out has a default: the port, the password, how it is protected")
    func defaults() throws {
      let server = try MySQLServer(url: "mysql://me@db.example/chat")
      #expect(server.address == .network(host: "db.example", port: 3306))
      #expect(server.password.text.isEmpty)
      #expect(server.encryption == .verified(authorities: nil))
      #expect(try MySQLConfiguration(url: "mysql://me@db.example/chat").connections == 8)
    }

    @Test("Only what stays on the machine is unprotected by itself")
    func encryption() throws {
      let encryption = { (rest: String) in try MySQLServer(url: "mysql://me:pw@\(rest)").encryption }
      for host in ["localhost", "127.0.0.1", "[::1]"] { #expect(try encryption("\(host)/chat") == .off) }
      #expect(try encryption("/chat?socket=/run/mysqld.sock") == .off)
      #expect(try encryption("10.0.0.1/chat") == .verified(authorities: nil))
      #expect(try encryption("10.0.0.1/chat?tls=off") == .off)
      #expect(try encryption("10.0.0.1/chat?tls=on") == .on)
      #expect(try encryption("127.0.0.1/chat?tls=verify&ssl_ca=/ca.pem") == .verified(authorities: "/ca.pem"))
      #expect(try encryption("127.0.0.1/chat?ssl_ca=/ca.pem") == .verified(authorities: "/ca.pem"))
    }

    @Test("A socket, an IPv6 host, the number of connections and a replica are taken")
    func others() throws {
      #expect(try MySQLServer(url: "mysql://me@/chat?socket=/run/s").address == .socket(path: "/run/s"))
      #expect(try MySQLServer(url: "mysql://me@[::1]:1/chat").address == .network(host: "::1", port: 1))
      let configuration = try MySQLConfiguration(
        url: "mysql://me@a/chat?connections=16", replicaURL: "mysql://me@b/chat?connections=3")
      #expect(configuration.connections == 16 && configuration.replicaConnections == 3)
      #expect(configuration.replica?.address == .network(host: "b", port: 3306))
    }

    static let wrong = [
      "", "mysql:", "postgres://me:secret@h/chat", "mysql://:secret@h/chat", "mysql://me:secret@h",
      "mysql://me:secret@h/", "mysql://me:secret@h/a/b", "mysql://me:secret@/chat",
      "mysql://me:secret@h:0/chat",
      "mysql://me:secret@h:70000/chat", "mysql://me:secret@h/chat?tls=perhaps",
      "mysql://me:secret@h/chat?colour=red", "mysql://me:secret@h/chat?tls=on&tls=off",
      "mysql://me:secret@h/chat?tls=off&ssl_ca=/x", "mysql://me:secret@/chat?socket=relative",
      "mysql://me:secret@h/chat?connections=0", "mysql://me:secret@h/chat?connections=many",
      "mysql://me:secret@h/chat#part", "mysql://me:secret@h:x/chat",
    ]

    @Test("What is wrong is said, and never the password", arguments: wrong)
    func errors(url: String) {
      let error = #expect(throws: MySQLConfigurationError.self) { try MySQLConfiguration(url: url) }
      #expect(error?.description.isEmpty == false)
      #expect(error?.description.contains("sec") != true)
    }

    @Test("No text of a configuration holds the password")
    func secrecy() throws {
      let configuration = try MySQLConfiguration(url: "mysql://me:hunter2@h/chat")
      var dumped = ""
      dump(configuration, to: &dumped)
      for text in ["\(configuration)", String(reflecting: configuration), dumped] {
        #expect(!text.contains("hunter2"))
      }
    }
  }
#endif

extension Setting {
  /// Where the server listens, and for whom.
  static let http = [
    Setting("http.host", \.http.host, .host, flag: "host", "The address that is listened on."),
    Setting(
      "http.port", \.http.port, .port, flag: "port", "The port that is listened on; 0 takes a free one."),
    Setting(
      "http.origins", \.http.origins, .list(of: "origins as `scheme://host[:port]`"), flag: "origins",
      "The other origins whose pages may use the server."),
    Setting(
      "http.secureCookies", \.http.secureCookies, .boolean,
      "Whether cookies are sent over TLS only; true wherever browsers reach the server by https."),
    Setting(
      "http.webRoot", \.http.webRoot, .path,
      "The folder of the web page, in place of the one that comes with the server."),
    Setting(
      "http.writeDeadlineMs", \.http.writeDeadline, .milliseconds(100...3_600_000),
      "How long a client may take nothing of what is written before it is cut off; a reader comes back by its cursor."
    ),
    Setting(
      "http.bodyDeadlineMs", \.http.bodyDeadline, .milliseconds(100...3_600_000),
      "How long the body of a request may take to arrive."),
    Setting(
      "http.retryMs", \.http.retry, .milliseconds(0...3_600_000),
      "How long a reader that lost its connection is asked to wait before it comes back."),
  ]

  /// Where health, metrics and administration are served.
  static let admin = [
    Setting(
      "admin.host", \.admin.host, .host, flag: "admin-host",
      "The address on which health, metrics and administration are served; it has no access control of its own."
    ),
    Setting(
      "admin.port", \.admin.port, .port, flag: "admin-port",
      "The port on which health, metrics and administration are served; 0 takes a free one."),
    Setting(
      "admin.probeDeadlineMs", \.admin.probeDeadline, .milliseconds(10...3_600_000),
      "How long a store may take to prove that it takes writes before it counts as unavailable."),
  ]

  /// Where things are kept.
  static let storage = [
    Setting(
      "dataDir", \.dataDirectory, .path, flag: "data-dir",
      "The folder of conversations, streams and the generated secret; only one server can use it at a time."),
    Setting(
      "durability", \.durability, .choice, flag: "durability",
      "What a committed chunk survives: `power`, a power failure; `process`, the end of the process, at less cost; "
        + "`relaxed` is for stores whose server may lose what it has acknowledged, which is else refused."
    ),
    Setting(
      "secret", \.secret, .secret,
      "Signs cookies and seals streams, at least 32 bytes, the same on all nodes; without it one is made and kept in "
        + "the data directory."),
  ]

  /// What is logged.
  static let logging = [
    Setting(
      "log.level", \.log.level, .choice, flag: "log-level",
      "The least severe level that is logged, to stderr.")
  ]
}

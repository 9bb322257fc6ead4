package import HoldfastModel

extension MachineFloor.Result {
  /// The result as JSON, in milliseconds.
  package var json: JSONValue {
    ["loopbackEchoMs": LoadReport.json(echo), "fdatasyncMs": LoadReport.json(sync)]
  }

  /// The result in lines.
  package var text: String {
    "this machine\n  loopback echo   \(LoadReport.text(echo))\n  fdatasync       \(LoadReport.text(sync))"
  }
}

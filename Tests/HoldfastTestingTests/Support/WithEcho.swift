import HoldfastTesting

/// Calls with an echo server and a proxy to it.
func withEcho(_ body: (EchoServer, FaultProxy) async throws -> Void) async throws {
  let server = try await EchoServer.start()
  let result: Result<Void, any Error>
  do {
    result = .success(try await withFaultProxy(to: server.port) { try await body(server, $0) })
  } catch {
    result = .failure(error)
  }
  await server.close()
  try result.get()
}

/// Calls with a proxy to a port, and closes it afterwards.
///
/// - Parameter seed: Decides the jitter.
public func withFaultProxy<Value>(
  host: String = "127.0.0.1", to port: Int, seed: UInt64 = 1,
  _ body: (FaultProxy) async throws -> Value
) async throws -> Value {
  let proxy = try await FaultProxy(host: host, to: port, seed: seed)
  let result: Result<Value, any Error>
  do { result = .success(try await body(proxy)) } catch { result = .failure(error) }
  await proxy.close()
  return try result.get()
}

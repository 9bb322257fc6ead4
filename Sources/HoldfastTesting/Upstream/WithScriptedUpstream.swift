/// Calls with an upstream, and closes it afterwards.
///
/// - Parameter choice: Chooses what is done with a request.
public func withScriptedUpstream<Value>(
  _ choice: @escaping ScriptedUpstream.Choice, body: (ScriptedUpstream) async throws -> Value
) async throws -> Value {
  let upstream = try await ScriptedUpstream(choice)
  let result: Result<Value, any Error>
  do { result = .success(try await body(upstream)) } catch { result = .failure(error) }
  await upstream.close()
  return try result.get()
}

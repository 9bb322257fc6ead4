import Hummingbird

/// Answers each request in a task of its own, which is gone when the answer is streamed.
///
/// A task keeps the memory of its deepest call until it ends. Finding a reply goes deep, through stores and engine; were
/// it done in the connection's own task, every idle reader would hold some 40 KB of it for as long as it reads.
struct OwnTaskResponder<Base: HTTPResponder>: HTTPResponder where Base.Context: Sendable {
  let base: Base

  func respond(to request: Request, context: Base.Context) async throws -> Response {
    try await withThrowingTaskGroup(of: Response.self) { group in
      group.addTask { [base] in try await base.respond(to: request, context: context) }
      guard let response = try await group.next() else { throw CancellationError() }
      return response
    }
  }
}

import Testing

/// One implementation of a contract: makes a subject that holds nothing, for as long as a case needs it.
struct StoreAdapter<Subject: Sendable>: Sendable, CustomTestStringConvertible {
  typealias Body = @Sendable (Subject) async throws -> Void

  let name: String
  let withSubject: @Sendable (Body) async throws -> Void

  init(_ name: String, _ withSubject: @escaping @Sendable (Body) async throws -> Void) {
    self.name = name
    self.withSubject = withSubject
  }

  var testDescription: String { name }
}

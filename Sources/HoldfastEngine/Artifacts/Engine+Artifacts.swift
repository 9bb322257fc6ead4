public import HoldfastModel
public import HoldfastStores

extension Engine {
  /// The newest version of each artifact of a session, in the order in which they were begun; `nil` when there is no
  /// such session, or it is somebody else's.
  ///
  /// - Throws: ``ChatError``.
  public func artifacts(in session: SessionID, of principal: Principal) async throws -> [ArtifactRecord]? {
    guard try await self.session(session, of: principal) != nil else { return nil }
    return try await storeCall { try await self.context.conversations[principal].artifacts(in: session) }
  }

  /// All versions of an artifact, oldest first; empty when there is none, or it is somebody else's.
  ///
  /// - Throws: ``ChatError``.
  public func versions(of artifact: ArtifactID, for principal: Principal) async throws -> [ArtifactRecord] {
    guard let session = artifact.session, try await self.session(session, of: principal) != nil else {
      return []
    }
    return try await storeCall {
      try await self.context.conversations[principal].versions(of: artifact, in: session)
    }
  }
}

#if MySQL
  import HoldfastModel
  import HoldfastStores

  extension MySQLSession {
    func save(_ effect: EffectEntry, of stream: StreamID) throws {
      try effect.save(of: stream, in: id, in: db)
    }

    func lastVersion(of artifact: ArtifactID) throws -> Int {
      try ArtifactRecord.lastVersion(of: artifact, in: id, in: db)
    }

    func insert(_ artifact: ArtifactRecord) throws { try artifact.insert(in: id, in: db) }
  }
#endif

#if Redis
  extension RedisConfiguration: CustomStringConvertible, CustomReflectable {
    /// Where the server is; no word of how to get in.
    public var description: String { "Redis at \(address), database \(database)" }

    /// What printing in full shows: no password either.
    public var customMirror: Mirror { Mirror(self, children: ["description": description]) }
  }
#endif

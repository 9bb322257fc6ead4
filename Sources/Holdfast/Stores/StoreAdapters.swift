#if MySQL
  import HoldfastMySQL
#endif
#if Redis
  import HoldfastRedis
#endif

/// The adapters that this build has, behind one set of names whichever they are.
enum StoreAdapters {
  /// What is wrong with a `mysql://` URL, said without any part of it; `nil` when nothing is.
  static func problem(ofMySQL url: String) -> String? {
    #if MySQL
      do {
        _ = try MySQLConfiguration(url: url)
        return nil
      } catch {
        return "is no URL of a MySQL database: \(error)"
      }
    #else
      return missing("MySQL")
    #endif
  }

  /// What is wrong with a `redis://` URL, said without any part of it; `nil` when nothing is.
  static func problem(ofRedis url: String) -> String? {
    #if Redis
      do {
        _ = try RedisConfiguration(url: url)
        return nil
      } catch {
        return "is no URL of a Redis server: \(error)"
      }
    #else
      return missing("Redis")
    #endif
  }

  /// What is said of a store that this build has no adapter of.
  private static func missing(_ trait: String) -> String {
    "names \(trait), and this build is without it: build with the trait \(trait)"
  }
}

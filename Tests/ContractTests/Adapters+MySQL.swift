import HoldfastStores
import HoldfastTesting

#if MySQL
  import HoldfastMySQL
  import TestServers

  /// The stores on MariaDB: one server for all cases, with a database for each.
  let mysqlConversationStores: [StoreAdapter<any ConversationStore>] = [
    StoreAdapter("MariaDB") { body in
      let server = try MariaDBProcess.shared()
      let database = try server.makeDatabase()
      var configuration = try MySQLConfiguration(url: server.url(of: database))
      // Some cases make hundreds of calls about one thing at once, on a machine that does other things too.
      configuration.waitTimeout = .seconds(20)
      let store = MySQLConversationStore(configuration: configuration)
      try await store.migrate()
      try await body(store)
      try server.execute("DROP DATABASE \(database)")
    }
  ]
#else
  /// A build without the trait has none.
  let mysqlConversationStores: [StoreAdapter<any ConversationStore>] = []
#endif

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
      let configuration = try MySQLConfiguration(url: server.url(of: database))
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

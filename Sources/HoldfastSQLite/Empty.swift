enum EmptyHoldfastSQLite {}

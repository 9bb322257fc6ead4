enum EmptyHoldfastProviders {}

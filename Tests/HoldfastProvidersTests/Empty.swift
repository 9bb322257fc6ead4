import Testing
@Test func emptyHoldfastProviders() { }

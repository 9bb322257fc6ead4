import Testing
@Test func emptyHoldfastEngine() { }

import Testing
@Test func emptyHoldfastModel() { }

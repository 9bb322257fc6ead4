import Testing
@Test func emptyHoldfastSecurity() { }

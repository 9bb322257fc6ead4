import Testing
@Test func emptyHoldfastHTTP() { }

import Testing
@Test func emptyContract() { }

import Testing
@Test func emptyTidy() { }

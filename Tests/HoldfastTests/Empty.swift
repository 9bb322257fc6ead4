import Testing
@Test func emptyHoldfast() { }

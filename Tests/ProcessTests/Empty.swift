import Testing
@Test func emptyProcess() { }

import Testing

/// Tests that start, kill and starve the built program.
///
/// One after the other: each of them measures or races a server, and would disturb the next.
@Suite("Real processes", .serialized) enum RealProcesses {}

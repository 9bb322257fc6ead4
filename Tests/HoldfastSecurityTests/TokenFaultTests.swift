import HoldfastModel
import HoldfastSecurity
import Testing

@Suite struct `A fault of a token` {
  @Test(arguments: TokenFault.allCases)
  func `is a 401, unless it is our own`(fault: TokenFault) {
    let error = fault.chatError
    if fault == .keysUnavailable {
      #expect(fault.isInfrastructureFailure)
      #expect(error.status == 503)
      #expect(error.category == .infrastructure)
      #expect(error.isRetryable)
      #expect(error.retryAfterSeconds != nil)
      #expect(fault.challenge == nil)
    } else {
      #expect(!fault.isInfrastructureFailure)
      #expect(error.status == 401)
      #expect(error.kind == .authentication)
      #expect(error.code == .unauthorized)
      #expect(fault.challenge?.hasPrefix(#"Bearer error="invalid_token""#) == true)
    }
    #expect(error.detail == fault.detail)
    // The detail stands in a quoted string of a header.
    #expect(fault.detail.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F && $0 != 0x22 && $0 != 0x5C })
  }
}

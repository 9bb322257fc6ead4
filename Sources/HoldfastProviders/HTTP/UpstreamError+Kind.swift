import HoldfastModel

extension UpstreamError {
  /// The class of an answer whose status is not 2xx.
  ///
  /// The status decides, as in the OpenAI API reference, "Error codes"; a name decides where a status is used for two
  /// things: 429 for an empty account, 400 for a wrong key, 5xx for being too busy.
  func kind(ofStatus status: Int) -> ProviderError.Kind {
    let named = names.lazy.compactMap { Self.kinds[Self.normal($0)] }.first
    let plain = Self.kind(ofStatus: status)
    switch (plain, named) {
    case (.overload, .configuration?), (.refused, .configuration?): return .configuration
    case (.server, .overload?): return .overload
    default: return plain
    }
  }

  /// The class of an error within the stream, where no status says it.
  var inBandKind: ProviderError.Kind {
    if let named = names.lazy.compactMap({ Self.kinds[Self.normal($0)] }).first { return named }
    return status.map { Self.kind(ofStatus: $0) } ?? .server
  }

  static func kind(ofStatus status: Int) -> ProviderError.Kind {
    switch status {
    case 429, 529: .overload
    case 408, 500...599: .server
    case 401, 402, 403, 404, 405, 410: .configuration
    case 400..<500: .refused
    default: .configuration  // a redirect, or no HTTP status at all: not the API
    }
  }

  /// Some write `RateLimitExceeded` or `RESOURCE_EXHAUSTED`.
  private static func normal(_ name: String) -> String { name.lowercased().filter { $0 != "_" && $0 != "-" } }

  private static let kinds: [String: ProviderError.Kind] = {
    let names: [ProviderError.Kind: [String]] = [
      .overload: [
        "rate_limit_exceeded", "rate_limit_error", "rate_limited", "overloaded_error", "overloaded",
        "engine_overloaded", "engine_overloaded_error", "server_overloaded", "model_overloaded",
        "too_many_requests", "resource_exhausted", "capacity_exceeded", "insufficient_system_resource",
      ],
      .configuration: [
        "invalid_api_key", "authentication_error", "permission_error", "permission_denied", "unauthorized",
        "unauthenticated", "model_not_found", "not_found_error", "not_found", "deployment_not_found",
        "insufficient_quota", "billing_hard_limit_reached", "account_deactivated", "account_suspended",
        "api_key_invalid", "exceeded_current_quota_error", "billing_error",
      ],
      .refused: [
        "invalid_request_error", "invalid_request", "context_length_exceeded", "content_filter",
        "content_policy_violation", "string_above_max_length", "invalid_prompt", "invalid_argument",
        "request_too_large", "bad_request_error", "invalid_image_url", "invalid_value",
      ],
      .server: [
        "server_error", "api_error", "internal_error", "internal_server_error", "internal", "unavailable",
        "service_unavailable", "timeout", "timeout_error", "gateway_timeout",
      ],
    ]
    var kinds: [String: ProviderError.Kind] = [:]
    for (kind, names) in names { for name in names { kinds[normal(name)] = kind } }
    return kinds
  }()
}

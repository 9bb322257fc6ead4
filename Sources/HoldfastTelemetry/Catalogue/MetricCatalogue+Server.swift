import HoldfastHTTP

extension MetricCatalogue {
  static let requests = Metric(
    "holdfast_http_requests_total", .counter, "Answers of the public port, by route and class of status.",
    labels: [
      MetricLabel("route", AnsweredRoute.allCases.map(\.name)),
      MetricLabel("status", ["1xx", "2xx", "3xx", "4xx", "5xx"]),
    ])
  static let rejected = Metric(
    "holdfast_rejected_total", .counter, "Error answers of the public port, by error code.",
    labels: [MetricLabel("reason", errorCodes + [MetricLabel.other])])
  static let readers = Metric(
    "holdfast_readers", .gauge,
    "Connections that read a reply now; waiting: for its next frame, writing: for the client to take what was sent.",
    labels: [MetricLabel("state", ["waiting", "writing"])])
  static let slowReaders = Metric(
    "holdfast_slow_readers_total", .counter,
    "Connections closed because the client took nothing of what was written for as long as the write deadline."
  )
  static let degraded = Metric(
    "holdfast_degraded", .gauge, "1 while a component does not work as promised, else 0.",
    labels: [
      MetricLabel(
        "component",
        Store.allCases.map(\.rawValue) + ["anonymous", "tokens", "models", "durability", MetricLabel.other])
    ])

  static let http = [requests, rejected, readers, slowReaders, degraded]

  static let buildInfo = Metric(
    "holdfast_build_info", .gauge, "1, with the version of the server as a label.",
    labels: [.version])
  static let openFiles = Metric("process_open_fds", .gauge, "Open file descriptors.")
  static let maximumFiles = Metric("process_max_fds", .gauge, "How many file descriptors may be open.")
  static let residentMemory = Metric(
    "process_resident_memory_bytes", .gauge, unit: .bytes, "Memory of the process that is in RAM.")
  static let startTime = Metric(
    "process_start_time_seconds", .gauge, unit: .seconds, "When the process was started, since the epoch.")
  static let metricsRefused = Metric(
    "holdfast_metrics_refused_total", .counter,
    "Metrics asked for that the catalogue does not have, or with a label value that it does not have.")

  static let process = [buildInfo, openFiles, maximumFiles, residentMemory, startTime, metricsRefused]

  /// The codes of the error shape; a test holds this list and the model's together.
  static let errorCodes = [
    "BAD_REQUEST", "INVALID_JSON", "NO_USER_MESSAGE", "EMPTY_MESSAGE", "NOT_SUPPORTED", "PAYLOAD_TOO_LARGE",
    "REQUEST_TIMEOUT", "UNSUPPORTED_CONTENT_TYPE", "METHOD_NOT_ALLOWED", "NOT_FOUND", "AGENT_NOT_FOUND",
    "SESSION_NOT_FOUND",
    "SESSION_FORBIDDEN", "SESSION_DELETED", "USAGE_LIMIT_EXCEEDED", "CONCURRENCY_LIMIT_EXCEEDED",
    "EFFECT_NOT_OPEN", "ARTIFACT_NOT_FOUND", "ORIGIN_FORBIDDEN", "UNAUTHORIZED", "KEYS_UNAVAILABLE",
    "MESSAGE_ID_CONFLICT",
    "STREAM_ACTIVE",
    "IDEMPOTENCY_KEY_REUSED", "CURSOR_INVALID", "STREAM_GONE", "STREAM_NOT_FOUND", "RESUME_UNAVAILABLE",
    "STORE_UNAVAILABLE", "STREAM_LOG_UNAVAILABLE", "PERSISTENCE_FAILED", "TOO_MANY_STREAMS", "SHUTTING_DOWN",
    "INTERRUPTED", "PROVIDER_OVERLOADED", "PROVIDER_UNREACHABLE", "PROVIDER_ERROR",
    "PROVIDER_MALFORMED", "PROVIDER_MISCONFIGURED", "PROVIDER_REFUSED", "PROVIDER_CUT", "PROVIDER_STALLED",
    "REPLY_TOO_LONG", "INTERNAL_SERVER_ERROR",
  ]
}

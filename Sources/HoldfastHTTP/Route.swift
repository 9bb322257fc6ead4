public import HTTPTypes

/// Every route of the public port: one table for the router, for 405 answers, and for `openapi.yaml`.
public enum Route: CaseIterable, Sendable {
  case startReply, resumeReply, stopReply
  case startAgentReply, resumeAgentReply, stopAgentReply
  case streamState, rawStream
  case listSessions, readSession, deleteSession, listMessages, exportSession
  case readDraft, saveDraft, deleteDraft
  case listArtifacts, readArtifact
  case listAgents, readQuota
  case status

  /// The verb.
  public var method: HTTPRequest.Method {
    switch self {
    case .startReply, .stopReply, .startAgentReply, .stopAgentReply: .post
    case .deleteSession, .deleteDraft: .delete
    case .saveDraft: .put
    default: .get
    }
  }

  /// The path, with its variables in braces.
  public var path: String {
    switch self {
    case .startReply: "/api/chat"
    case .resumeReply: "/api/chat/{session}/stream"
    case .stopReply: "/api/chat/{session}/stop"
    case .startAgentReply, .resumeAgentReply: "/api/v/{agent}/{session}"
    case .stopAgentReply: "/api/v/{agent}/{session}/stop"
    case .streamState: "/api/streams/{stream}"
    case .rawStream: "/api/streams/{stream}/raw"
    case .listSessions: "/api/sessions"
    case .readSession, .deleteSession: "/api/sessions/{session}"
    case .listMessages: "/api/sessions/{session}/messages"
    case .exportSession: "/api/sessions/{session}/export"
    case .readDraft, .saveDraft, .deleteDraft: "/api/sessions/{session}/draft"
    case .listArtifacts: "/api/sessions/{session}/artifacts"
    case .readArtifact: "/api/artifacts/{artifact}"
    case .listAgents: "/api/agents"
    case .readQuota: "/api/quota"
    case .status: "/api/status"
    }
  }

  /// The verbs that a path of the table takes; empty when no route has it.
  static func methods(of path: String) -> [HTTPRequest.Method] {
    let segments = path.split(separator: "/", omittingEmptySubsequences: false)
    return allCases.filter { route in
      let pattern = route.path.split(separator: "/", omittingEmptySubsequences: false)
      return pattern.count == segments.count
        && zip(pattern, segments).allSatisfy { $0 == $1 || ($0.hasPrefix("{") && !$1.isEmpty) }
    }.map(\.method)
  }
}

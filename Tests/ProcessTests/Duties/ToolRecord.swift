/// What a tool server knows of the calls that it was asked for.
struct ToolRecord: Sendable {
  /// One call.
  struct Call: Sendable {
    var tool: String
    var session: String
    /// How often it was asked to do it.
    var requests = 0
    /// Whether it was done and not undone.
    var isDone = false
    /// Whether it was undone, or is never to be done.
    var isVoid = false
    /// Whether whoever asked was sent an answer.
    var isTold = false
    /// How often it was asked to undo it.
    var undoings = 0
  }

  /// The calls, by their keys.
  private(set) var calls: [String: Call] = [:]
  /// The calls that were undone, in the order in which that was done.
  private(set) var undone: [String] = []
  /// Requests that no tool should be sent.
  var strange: [String] = []

  /// Does what a call asks for, once.
  ///
  /// - Returns: Whether it is done.
  mutating func execute(_ request: ToolRequest) -> Bool {
    change(request) { call in
      call.requests += 1
      if request.conduct.doing != .fail, !call.isVoid { call.isDone = true }
      return call.isDone
    }
  }

  /// Undoes a call, which is never done after that.
  mutating func undo(_ request: ToolRequest) {
    let wasDone = change(request) { call in
      defer { (call.isDone, call.isVoid) = (false, true) }
      return call.isDone
    }
    if wasDone { undone.append(request.key) }
  }

  /// Counts a request to undo a call.
  ///
  /// - Returns: How many there were before.
  mutating func countUndoing(_ request: ToolRequest) -> Int {
    change(request) { call in
      defer { call.undoings += 1 }
      return call.undoings
    }
  }

  /// Notes that whoever asked is told what became of a call; one that was not done is never done after that.
  ///
  /// - Returns: Whether it was done.
  mutating func tell(_ request: ToolRequest) -> Bool {
    change(request) { call in
      call.isTold = true
      if !call.isDone { call.isVoid = true }
      return call.isDone
    }
  }

  private mutating func change<Value>(_ request: ToolRequest, _ body: (inout Call) -> Value) -> Value {
    body(&calls[request.key, default: Call(tool: request.tool, session: request.session)])
  }
}

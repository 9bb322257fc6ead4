import HoldfastModel

extension Agent {
  /// What its models are told of what they may have done; nothing where an answer is to be one piece of JSON.
  var toolDefinitions: [ToolDefinition] {
    if format != .text { return [] }
    return tools.map(\.definition) + (makesDocuments ? [DocumentTool.definition] : [])
  }

  /// The names of the tools that its models may call.
  public var toolNames: [String] { toolDefinitions.map(\.name) }

  /// What a run knows of its tools, by name.
  var toolRules: [String: ToolRule] {
    var rules = Dictionary(tools.map { ($0.definition.name, ToolRule($0)) }) { _, last in last }
    if makesDocuments { rules[DocumentTool.name] = DocumentTool.rule }
    return rules
  }

  /// The tool of a name.
  func tool(named name: String) -> (any Tool)? { tools.last { $0.definition.name == name } }
}

extension ToolRule {
  /// The rule that a tool stands for.
  init(_ tool: any Tool) {
    let schema = try? JSONSchema(tool.definition.inputSchema)  // one that cannot be read refuses every input
    self.init(effect: tool.effect, needsApproval: tool.needsApproval, title: tool.definition.title) { input in
      guard let schema else { return "the tool's schema cannot be read" }
      let violations = schema.validate(input)
      return violations.isEmpty ? nil : violations.map { "\($0)" }.joined(separator: "; ")
    }
  }
}

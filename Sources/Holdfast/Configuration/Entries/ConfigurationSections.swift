/// The sections whose members the operator names.
enum ConfigurationSections {
  /// Every section, in the order in which they are shown.
  static let all: [any ConfigurationSection] = [providers, agents, models, tools, plans]

  static let providers = EntrySection(
    name: "providers", title: "Providers of agents", placeholder: "name",
    summary: "The providers that agents ask, each under a name of its own.", path: \.providers,
    settings: EntrySetting.providers)

  static let agents = EntrySection(
    name: "agents", title: "Agents", placeholder: "name",
    summary:
      "Who answers, each under the name that clients use in `/api/v/{agent}/{session}`. One of them is called "
      + "`default`, which the other routes ask.",
    path: \.agents, settings: EntrySetting.agents)

  static let models = EntrySection(
    name: "models", title: "Models", placeholder: "provider/model",
    summary: "What is particular about a model, under its name in a chain.", path: \.models,
    settings: EntrySetting.models)

  static let tools = EntrySection(
    name: "tools", title: "Tools", placeholder: "name",
    summary:
      "What agents can have done over HTTP, each under the name by which agents list it and models call it. A call is a "
      + "POST of `{call, tool, input, session, principal}`.",
    path: \.tools, settings: EntrySetting.tools)

  static let plans = EntrySection(
    name: "plans", title: "Plans", placeholder: "name",
    summary:
      "What each user may use of the agents whose `quotaClass` is the plan's name; where there are plans, every agent "
      + "must name one.",
    path: \.plans, settings: EntrySetting.plans)
}

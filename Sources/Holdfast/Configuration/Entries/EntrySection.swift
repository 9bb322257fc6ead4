/// A section of the file whose members are entries of one type.
struct EntrySection<Entry: ConfigurationEntry>: ConfigurationSection {
  let name: String
  let title: String
  let placeholder: String
  let summary: String
  let path: any WritableKeyPath<HoldfastConfiguration, [Entry]> & Sendable
  let settings: [EntrySetting<Entry>]

  var rows: [SectionRow] {
    settings.map { setting in
      SectionRow(
        name: setting.name, allowed: setting.allowed, standard: setting.show(Entry(name: "")),
        summary: setting.summary)
    }
  }

  /// A name may have dots in it; the name of a setting has none.
  func place(of key: String, isBlank: Bool) -> SectionPlace? {
    guard key.hasPrefix(name + ".") else { return nil }
    let rest = key.dropFirst(name.count + 1)
    guard let first = rest.firstIndex(of: "."), let last = rest.lastIndex(of: ".") else {
      return isBlank ? .member(String(rest)) : .unknown(of: nil)
    }
    let setting = String(rest[rest.index(after: last)...])
    if settings.contains(where: { $0.name == setting }) {
      return .setting(setting, of: String(rest[..<last]))
    }
    if isBlank, Entry.problem(ofName: String(rest)) == nil { return .member(String(rest)) }
    let names = [rest[..<last], rest[..<first]].map(String.init)
    return .unknown(of: names.first { Entry.problem(ofName: $0) == nil })
  }

  func read(_ file: ConfigurationFile, into loaded: inout LoadedConfiguration) {
    for key in file.keys {
      switch place(of: key, isBlank: file.isBlank(key)) {
      case .member(let member), .unknown(of: let member?): _ = index(of: member, in: &loaded)
      case .setting(let setting, let member):
        let index = index(of: member, in: &loaded)
        read(setting, key, of: index, from: file, into: &loaded)
      case .unknown(of: nil), nil: break
      }
    }
  }

  private func read(
    _ name: String, _ key: String, of index: Int, from file: ConfigurationFile,
    into loaded: inout LoadedConfiguration
  ) {
    guard let setting = settings.first(where: { $0.name == name }) else { return }
    do {
      guard let value = try file.value(of: key) else { return }
      loaded.origins[key] = .file(file.path)
      try setting.parse(value, &loaded.configuration[keyPath: path][index])
    } catch {
      loaded.origins[key] = .file(file.path)
      loaded.unreadable.insert(key)
      loaded.faults.append(
        ConfigurationFault(
          key: key, origin: .file(file.path), problem: error.text, allowed: setting.allowed))
    }
  }

  /// Where a member is, which is made when it is not there yet.
  private func index(of member: String, in loaded: inout LoadedConfiguration) -> Int {
    if let index = loaded.configuration[keyPath: path].firstIndex(where: { $0.name == member }) {
      return index
    }
    loaded.configuration[keyPath: path].append(Entry(name: member))
    return loaded.configuration[keyPath: path].count - 1
  }

  func check(in inspection: inout ConfigurationInspection) {
    var names: Set<String> = []
    for entry in inspection.configuration[keyPath: path] {
      let member = key(of: entry.name)
      if let problem = Entry.problem(ofName: entry.name) { inspection.find(problem.text, at: member) }
      if !names.insert(entry.name).inserted { inspection.find("is there twice", at: member) }
      for setting in settings { check(setting, of: entry, at: "\(member).\(setting.name)", in: &inspection) }
    }
  }

  private func check(
    _ setting: EntrySetting<Entry>, of entry: Entry, at key: String,
    in inspection: inout ConfigurationInspection
  ) {
    do { try setting.check(entry) } catch {
      inspection.find(error.text, at: key, allowed: setting.allowed)
    }
    if inspection.isGiven(key), let problem = setting.idle(entry) { inspection.find(problem, at: key) }
  }

  func values(of configuration: HoldfastConfiguration) -> [SectionValues] {
    configuration[keyPath: path].map { entry in
      SectionValues(
        name: entry.name,
        settings: settings.map { setting in
          SectionValue(
            name: setting.name, value: setting.show(entry), isValid: (try? setting.check(entry)) != nil,
            hasEffect: setting.idle(entry) == nil)
        })
    }
  }
}

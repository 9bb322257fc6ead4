/// The members of a JSON object, in the order in which they came.
///
/// Objects in chat messages are small, so look-up is a linear scan.
public struct JSONObject: Sendable, Hashable {
  /// One name and its value.
  public struct Member: Sendable, Hashable {
    /// The name.
    public var key: String
    /// The value.
    public var value: JSONValue

    /// Makes a member.
    public init(key: String, value: JSONValue) {
      self.key = key
      self.value = value
    }

    /// Whether the name has these very bytes: `==` would also take another way to write the same characters.
    fileprivate func isNamed(_ name: String) -> Bool { key.utf8.elementsEqual(name.utf8) }
  }

  /// The members in order; names are unique.
  public private(set) var members: [Member] = []

  /// Makes an empty object.
  public init() {}

  /// The value of a name.
  ///
  /// Setting replaces in place or appends; setting `nil` removes.
  public subscript(key: String) -> JSONValue? {
    get { members.first { $0.isNamed(key) }?.value }
    set {
      let index = members.firstIndex { $0.isNamed(key) }
      switch (index, newValue) {
      case (let index?, let value?): members[index].value = value
      case (let index?, nil): members.remove(at: index)
      case (nil, let value?): members.append(Member(key: key, value: value))
      case (nil, nil): break
      }
    }
  }

  /// Whether the object has no members.
  public var isEmpty: Bool { members.isEmpty }

  /// Makes an object of parsed members; of equal names the last one wins, as in JavaScript.
  init(parsed members: [Member]) {
    // The quadratic check is for small objects only: a hostile one with many names goes through a table.
    if members.count <= 16 {
      for member in members { self[member.key] = member.value }
      return
    }
    var places: [[UInt8]: Int] = [:]
    for member in members {
      let name = Array(member.key.utf8)
      if let place = places[name] {
        self.members[place].value = member.value
      } else {
        places[name] = self.members.count
        self.members.append(member)
      }
    }
  }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
  /// Makes an object.
  public init(dictionaryLiteral elements: (String, JSONValue)...) {
    for (key, value) in elements { self[key] = value }
  }
}

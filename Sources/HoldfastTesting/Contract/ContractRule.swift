/// One rule of a contract, which at least one ``ContractCase`` proves.
public protocol ContractRule: Sendable, Hashable, CaseIterable, RawRepresentable where RawValue == String {}

extension ContractRule {
  /// The rule's name.
  public var name: String { rawValue }
}

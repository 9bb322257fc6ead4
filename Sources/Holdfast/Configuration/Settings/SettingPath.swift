/// The place of a setting in the configuration.
typealias SettingPath = any PartialKeyPath<HoldfastConfiguration> & Sendable

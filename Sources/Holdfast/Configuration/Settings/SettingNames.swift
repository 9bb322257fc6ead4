/// Names that no setting has and that mean something all the same.
package enum SettingNames {
  /// How every environment variable of Holdfast begins.
  package static let variablePrefix = "HOLDFAST_"
  /// The variable with the path of the file.
  package static let fileVariable = "HOLDFAST_CONFIG"
  /// The flag with the path of the file, without its dashes.
  package static let fileFlag = "config"
  /// The file that is read when none is named and it is there.
  package static let defaultFile = "holdfast.yaml"

  /// Variables of the scripts and tests beside the server, which it passes over.
  static let foreignVariables: Set<String> = [
    "HOLDFAST_BINARY", "HOLDFAST_LOCAL_MODEL_VENV", "HOLDFAST_PYTHON", "HOLDFAST_RECORDED",
    "HOLDFAST_TEST_LONG",
  ]
}

import EspalierKit

@main
struct Spectra: KernelApplication {
  static let commandName = "spectra"
  static let displayName = "Spectra"
  static let version = "1.0.0"
  static let summary = "Espalier with the singular values of weight matrices."
  static let modules = [CommandModule.spectra]
}

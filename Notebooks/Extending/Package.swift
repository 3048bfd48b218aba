// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "spectra",
  // In a package of your own: .package(url: "…", from: "…") with the address of Espalier's repository.
  dependencies: [.package(name: "espalier", path: "../..")],
  targets: [
    .executableTarget(
      name: "spectra",
      dependencies: [.product(name: "EspalierKit", package: "espalier")],
      // Swift's libraries go into the program, so that the installed kernel stands alone. Leave the settings out, and
      // the kernel runs where the toolchain is.
      linkerSettings: [
        .unsafeFlags(["-static-stdlib"]), .linkedLibrary("swiftSynchronization"),
        .linkedLibrary("_FoundationCShims"), .linkedLibrary("_FoundationCollections"),
      ])
  ],
  swiftLanguageModes: [.v6]
)

// swift-tools-version: 6.2
import PackageDescription

// One settings loop at the end applies the same rules to every Swift target.
let syntax = "swift-syntax"
let parser: [Target.Dependency] = [
  .product(name: "SwiftSyntax", package: syntax),
  .product(name: "SwiftParser", package: syntax),
  .product(name: "SwiftOperators", package: syntax),
  .product(name: "SwiftDiagnostics", package: syntax),
  .product(name: "SwiftParserDiagnostics", package: syntax),
]
let arguments: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")

// Swift's own libraries go into the binary, so that it runs where no toolchain is. Only its link differs from the
// tests', so one release build serves both; the named libraries are what static Foundation wants beside it.
let standalone: [LinkerSetting] = [
  .unsafeFlags(["-static-stdlib"]),
  .linkedLibrary("swiftSynchronization"),
  .linkedLibrary("_FoundationCShims"),
  .linkedLibrary("_FoundationCollections"),
]

let package = Package(
  name: "espalier",
  products: [
    .executable(name: "espalier", targets: ["espalier"]),
    // What a package imports that declares commands of its own and ships its kernel.
    .library(name: "EspalierKit", targets: ["EspalierKit"]),
  ],
  dependencies: [
    .package(url: "https://github.com/swiftlang/swift-syntax", from: "603.0.1"),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
  ],
  targets: [
    // System libraries, found by name: libzmq3-dev (brings libsodium), libopenblas-dev, zlib1g-dev; libedit-dev below.
    .systemLibrary(name: "CZeroMQ"),
    .systemLibrary(name: "CSodium"),
    .systemLibrary(name: "COpenBLAS"),
    .systemLibrary(name: "CZlib"),
    .target(name: "CKernels"),
    // libedit behind plain functions. It is loaded when it is wanted, so that nothing needs it to start.
    .target(name: "CLineEditor"),

    // The domain, lowest room first.
    .target(name: "Tensors", dependencies: ["COpenBLAS", "CKernels"]),
    .target(name: "Archives", dependencies: ["Tensors", "CZlib"]),
    .target(name: "Datasets", dependencies: ["Archives", "Tensors", "CSodium"], exclude: ["Digits/ATTRIBUTION.md"]),
    .target(name: "Networks", dependencies: ["Tensors", "Archives", "Datasets", "CKernels"]),
    .target(name: "Pruning", dependencies: ["Networks", "Datasets", "Tensors"]),
    .target(name: "Geometry", dependencies: ["Tensors", "CKernels"]),
    .target(name: "Experiments", dependencies: ["Pruning", "Geometry", "Networks", "Datasets", "Tensors"]),

    // What a cell is written in and what it shows.
    .target(name: "CommandLanguage", dependencies: parser),
    .target(name: "Figures", dependencies: ["CZlib"]),
    .target(
      name: "Workbench",
      dependencies: [
        "CommandLanguage", "Figures", "Experiments", "Pruning", "Geometry", "Networks", "Datasets", "Archives",
        "Tensors",
      ]),

    // The wire, which knows no language.
    .target(name: "JupyterProtocol", dependencies: ["CSodium"]),
    .target(name: "JupyterKernel", dependencies: ["JupyterProtocol", "CZeroMQ"]),

    // Where they meet: the program of a kernel, for Espalier's and for that of any package that adds commands.
    .target(
      name: "EspalierKit",
      dependencies: [
        "JupyterKernel", "JupyterProtocol", "Workbench", "CommandLanguage", "Figures", "Experiments", "Pruning",
        "Geometry", "Networks", "Datasets", "Tensors", "CLineEditor", arguments,
      ]),
    .executableTarget(name: "espalier", dependencies: ["EspalierKit"], linkerSettings: standalone),
    .executableTarget(
      name: "Benchmarks",
      dependencies: [
        "CommandLanguage", "Experiments", "Pruning", "Geometry", "Networks", "Datasets", "Tensors", arguments,
      ],
      exclude: ["README.md", "figures", "peers"]),

    .target(name: "TestSupport", dependencies: ["Tensors"], path: "Tests/TestSupport"),
    .testTarget(name: "TensorsTests", dependencies: ["Tensors", "TestSupport"]),
    .testTarget(
      name: "ArchivesTests", dependencies: ["Archives", "Tensors", "TestSupport"], exclude: ["reference-files.py"]),
    .testTarget(
      name: "DatasetsTests", dependencies: ["Datasets", "Archives", "Tensors", "TestSupport"],
      exclude: ["Corruptions/record_corruptions.py"]),
    .testTarget(
      name: "NetworksTests", dependencies: ["Networks", "Archives", "Datasets", "Tensors", "CKernels", "TestSupport"],
      exclude: ["Traces", "Optimizers/record_pytorch.py"]),
    .testTarget(
      name: "PruningTests", dependencies: ["Pruning", "Networks", "Datasets", "Tensors", "TestSupport"],
      exclude: ["Scores/record_scores.py"]),
    .testTarget(
      name: "ExperimentsTests",
      dependencies: ["Experiments", "Pruning", "Geometry", "Networks", "Datasets", "Tensors"],
      exclude: ["Robustness/record_jacobian.py"]),
    .testTarget(
      name: "GeometryTests", dependencies: ["Geometry", "Datasets", "Tensors", "TestSupport"],
      exclude: [
        "Dimension/record_danco.py",
        "Dimension/record_geodesic.py",
        "Dimension/record_hidalgo.py",
        "Dimension/record_mind.py",
        "Dimension/record_mnist.py",
        "Dimension/record_noise_corrected.py",
        "Fourier/record_paths.py",
        "Representations/record_representations.py",
        "Robustness/record_robustness.py",
      ]),
    .testTarget(name: "FiguresTests", dependencies: ["Figures", "CZlib"]),
    .testTarget(
      name: "CommandLanguageTests", dependencies: ["CommandLanguage"], exclude: ["regenerate-agreement"]),
    .testTarget(name: "JupyterProtocolTests", dependencies: ["JupyterProtocol"]),
    .testTarget(
      name: "JupyterKernelTests", dependencies: ["JupyterKernel", "JupyterProtocol", "CZeroMQ", "TestSupport"]),
    .testTarget(
      name: "WorkbenchTests",
      dependencies: ["Workbench", "CommandLanguage", "Figures", "Networks", "Datasets", "Tensors", "TestSupport"]),
    .testTarget(name: "EspalierKitTests", dependencies: ["EspalierKit", "TestSupport"]),
  ],
  swiftLanguageModes: [.v6]
)

let settings: [SwiftSetting] = [
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]
for target in package.targets where target.type != .system && !["CKernels", "CLineEditor"].contains(target.name) {
  target.swiftSettings = settings
}

// swift-tools-version: 6.2
import PackageDescription

// One settings loop at the end applies the same rules to every Swift target.

let package = Package(
  name: "espalier",
  targets: [
    .systemLibrary(name: "CZeroMQ"),
    .systemLibrary(name: "CSodium"),
    .systemLibrary(name: "COpenBLAS"),
    .systemLibrary(name: "CZlib"),
    .target(name: "CKernels"),
    .target(name: "Tensors", dependencies: ["COpenBLAS", "CKernels"]),
    .target(name: "Datasets", dependencies: ["Tensors", "CZlib"], exclude: ["Digits/ATTRIBUTION.md"]),
    .target(name: "Networks", dependencies: ["Tensors", "Datasets", "CKernels"]),
    .target(name: "Pruning", dependencies: ["Networks", "Datasets", "Tensors"]),
    .target(name: "Geometry", dependencies: ["Tensors"]),
    .target(name: "Figures", dependencies: ["CZlib"]),
    .target(name: "JupyterProtocol", dependencies: ["CSodium"]),
    .target(name: "JupyterKernel", dependencies: ["JupyterProtocol", "CZeroMQ"]),
    .target(name: "TestSupport", dependencies: ["Tensors"], path: "Tests/TestSupport"),
    .testTarget(name: "TensorsTests", dependencies: ["Tensors", "TestSupport"]),
    .testTarget(name: "DatasetsTests", dependencies: ["Datasets", "Tensors", "TestSupport"]),
    .testTarget(name: "NetworksTests", dependencies: ["Networks", "Datasets", "Tensors", "TestSupport"]),
    .testTarget(name: "PruningTests", dependencies: ["Pruning", "Networks", "Datasets", "Tensors", "TestSupport"]),
    .testTarget(name: "GeometryTests", dependencies: ["Geometry", "Tensors", "TestSupport"]),
    .testTarget(name: "FiguresTests", dependencies: ["Figures", "CZlib"]),
    .testTarget(name: "JupyterProtocolTests", dependencies: ["JupyterProtocol"]),
    .testTarget(name: "JupyterKernelTests", dependencies: ["JupyterKernel", "JupyterProtocol", "CZeroMQ"]),
  ],
  swiftLanguageModes: [.v6]
)

let settings: [SwiftSetting] = [
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]
for target in package.targets where target.type != .system && target.name != "CKernels" {
  target.swiftSettings = settings
}

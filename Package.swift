// swift-tools-version: 6.1

import PackageDescription

let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

let package = Package(
    name: "Distillery",
    platforms: [.macOS(.v15), .iOS(.v18)],
    products: [
        .library(name: "Distillery", targets: ["Distillery"]),
        .library(name: "Torch", targets: ["Torch"]),
        .executable(name: "distill", targets: ["DistillCommand"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-protobuf", from: "1.39.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
    ],
    targets: [
        // The libraries of the system, found through pkg-config (see Scripts/bootstrap).
        .systemLibrary(name: "CLibtorch", pkgConfig: "libtorch"),
        .systemLibrary(
            name: "CJPEG", pkgConfig: "libturbojpeg",
            providers: [.apt(["libturbojpeg0-dev"]), .brew(["jpeg-turbo"])]),
        .systemLibrary(
            name: "CPNG", pkgConfig: "libpng",
            providers: [.apt(["libpng-dev"]), .brew(["libpng"])]),
        .systemLibrary(
            name: "COpenSSL", pkgConfig: "libcrypto",
            providers: [.apt(["libssl-dev"]), .brew(["openssl@3"])]),
        .systemLibrary(
            name: "CZlib", pkgConfig: "zlib",
            providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),

        // The engine: C functions over libtorch, and Swift over those.
        .target(name: "CTorch", dependencies: ["CLibtorch"]),
        .target(name: "Torch", dependencies: ["CTorch", "CZlib"], swiftSettings: strict),

        // ONNX Runtime, where a machine has it: looked for when a program runs, never linked.
        .target(name: "COnnxRuntime"),

        // The product: the library and its command line tool.
        .target(
            name: "Distillery",
            dependencies: [
                "Torch", "CJPEG", "COnnxRuntime", "COpenSSL", "CPNG", "CZlib", "Yams",
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "SwiftProtobuf", package: "swift-protobuf"),
            ],
            exclude: [
                "Export/CoreML/Generated/coreml.proto", "Import/Onnx/Generated/onnx.proto",
                "Reports/TensorBoard/Generated/event.proto",
            ],
            swiftSettings: strict),
        .executableTarget(
            name: "DistillCommand",
            dependencies: [
                "Distillery",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: strict),

        // The program in the README; a test runs it.
        .executableTarget(
            name: "DistilInSwift", dependencies: ["Distillery", "Torch"],
            path: "Examples/DistilInSwift", swiftSettings: strict),

        // The product's side of Benchmarks/run.
        .executableTarget(
            name: "DistillBenchmark",
            dependencies: [
                "Distillery", "Torch",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            path: "Benchmarks/DistillBenchmark", swiftSettings: strict),

        .testTarget(
            name: "TorchTests", dependencies: ["Torch"], exclude: ["Fixtures"],
            swiftSettings: strict),
        .testTarget(
            name: "DistilleryTests",
            dependencies: [
                "Distillery", "Torch", "Yams", .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "SwiftProtobuf", package: "swift-protobuf"),
            ],
            exclude: ["Fixtures"], swiftSettings: strict),
        .testTarget(
            name: "DistillCommandTests",
            dependencies: [
                "DistillCommand", "Distillery", "Torch",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: strict),
    ],
    swiftLanguageModes: [.v6],
    cxxLanguageStandard: .cxx20
)

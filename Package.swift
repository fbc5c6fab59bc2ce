// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
]

/// Debug builds, and so all tests, check at run time that nobody reads what another is changing.
/// In the transport, where every object is reached on one loop alone, those checks cost a tenth of
/// a call; what the compiler can prove is checked in release builds too.
let transportSettings: [SwiftSetting] = [
    .unsafeFlags(["-enforce-exclusivity=unchecked"], .when(configuration: .release))
]

let fuzzed: [Target.Dependency] = [
    "Transport", "Wire",
    .product(name: "Logging", package: "swift-log"),
    .product(name: "NIOCore", package: "swift-nio"),
    .product(name: "NIOEmbedded", package: "swift-nio"),
]

let package = Package(
    name: "tidemark",
    products: [
        .executable(name: "tidemark", targets: ["tidemark"]),
        .executable(name: "transport-peer", targets: ["TransportPeer"]),
        .executable(name: "pool-bench", targets: ["PoolBench"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
    ],
    targets: [
        .systemLibrary(
            name: "CNGHTTP2", path: "Sources/CLibraries/CNGHTTP2", pkgConfig: "libnghttp2",
            providers: [.apt(["libnghttp2-dev"])]),
        .systemLibrary(
            name: "COpenSSL", path: "Sources/CLibraries/COpenSSL", pkgConfig: "openssl",
            providers: [.apt(["libssl-dev"])]),
        .systemLibrary(
            name: "CZlib", path: "Sources/CLibraries/CZlib", pkgConfig: "zlib",
            providers: [.apt(["zlib1g-dev"])]),
        .target(name: "Domain", swiftSettings: settings),
        .target(name: "Transparency", dependencies: ["COpenSSL"], swiftSettings: settings),
        .target(
            name: "Wire", swiftSettings: settings + [.enableExperimentalFeature("Lifetimes")]),
        .target(
            name: "Transport",
            dependencies: [
                "CNGHTTP2", "COpenSSL", "CZlib", "Wire",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ],
            swiftSettings: settings + transportSettings),
        .target(
            name: "Journal",
            dependencies: [
                "Transparency", "Wire",
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ],
            swiftSettings: settings),
        .target(
            name: "Services",
            dependencies: [
                "Domain", "Journal", "Transparency", "Transport", "Wire",
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: settings),
        .executableTarget(
            name: "tidemark",
            dependencies: [
                "Domain", "Journal", "Services", "Transparency", "Transport", "Wire",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ],
            swiftSettings: settings),
        .executableTarget(
            name: "TransportPeer",
            dependencies: [
                "Transport", "Wire",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ],
            path: "Tests/TransportPeer", exclude: ["Protos"], swiftSettings: settings),
        .executableTarget(
            name: "PoolBench",
            dependencies: [
                "Domain", "Journal", "Services", "Transport", "Wire",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            path: "Tests/PoolBench", swiftSettings: settings),
        .testTarget(
            name: "CoreTests", dependencies: ["Domain", "Transparency", "Wire"],
            swiftSettings: settings),
        .testTarget(
            name: "ShellTests",
            dependencies: [
                "CNGHTTP2", "Domain", "Journal", "Services", "Transparency", "Transport", "Wire",
                "tidemark",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ],
            swiftSettings: settings),
        .testTarget(
            name: "JourneyTests", dependencies: ["Transparency", "Wire"], exclude: ["python"],
            swiftSettings: settings),
    ]
)

// The fuzzers are a program only where deploy/fuzz builds them, with coverage measured in the code
// they feed. Elsewhere the same code is a test that replays every input that was kept.
if Context.environment["TIDEMARK_FUZZ"] == nil {
    package.targets.append(
        .testTarget(
            name: "FuzzTests", dependencies: fuzzed, path: "Tests/Fuzz",
            exclude: ["Corpus", "Crashes", "Dictionaries", "Driver", "python"],
            swiftSettings: settings))
} else {
    // `address` also finds what unsafe code reads or writes outside of its memory.
    let withAddresses = Context.environment["TIDEMARK_FUZZ"] == "address"
    let sanitize = withAddresses ? "-sanitize=fuzzer,address" : "-sanitize=fuzzer"
    let covered: [SwiftSetting] = [.unsafeFlags(["-enable-testing", sanitize])]
    for target in package.targets where ["Transport", "Wire"].contains(target.name) {
        target.swiftSettings = (target.swiftSettings ?? []) + covered
    }
    package.targets.append(
        .executableTarget(
            name: "fuzz", dependencies: fuzzed, path: "Tests/Fuzz",
            exclude: ["Corpus", "Crashes", "Dictionaries", "Replay", "python"],
            swiftSettings: settings + covered,
            linkerSettings: [.unsafeFlags([sanitize])]))
}

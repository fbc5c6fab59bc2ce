extension HouseRule {
    /// Files that may promise the compiler what it cannot see, each with what the promise rests
    /// on; the line above each promise says it once more for its own case.
    private static let unchecked = [
        "Sources/Transport/Client/Balancer.swift": "reached only on its loop",
        "Sources/Transport/Client/ClientCall.swift": "reached only on its loop",
        "Sources/Transport/Client/ClientConnection.swift": "reached only on its loop",
        "Sources/Transport/Client/ClientState.swift": "reached only on its loop",
        "Sources/Transport/Client/ClientStream.swift": "reached only on its loop",
        "Sources/Transport/Client/Connector.swift": "reached only on its loop",
        "Sources/Transport/Connection/Link.swift": "reached only on its loop",
        "Sources/Transport/Connection/Loop.swift":
            "a lock around what is shared; the rest is reached only on the loop",
        "Sources/Transport/HTTP2/HTTP2Callbacks.swift":
            "a table of functions, made once, that nghttp2 only reads",
        "Sources/Transport/HTTP2/HeaderList.swift":
            "fields made once, that nghttp2 only reads",
        "Sources/Transport/Metrics/LoopMetrics.swift": "reached only on its loop",
        "Sources/Transport/Server/HandlerTasks.swift": "reached only on its loop",
        "Sources/Transport/Server/ConnectionSweep.swift": "reached only on its loop",
        "Sources/Transport/Server/ServerConnection.swift": "reached only on its loop",
        "Sources/Transport/Server/ServerStream.swift": "reached only on its loop",
        "Sources/Transport/TLS/TLSCallbacks.swift":
            "a table of functions, made once, that OpenSSL only reads",
        "Sources/Transport/TLS/TLSContext.swift":
            "OpenSSL counts its references atomically; nothing changes it after init",
        "Tests/Fuzz/Fuzzers/AttemptDialer.swift": "reached only on the fuzzer's thread",
    ]

    private static let promises = ["@unchecked Sendable", "nonisolated(unsafe)"]

    static let words = [
        HouseRule(each: "Banned words stay out of the code") { file in
            guard file.isSwift else { return [] }
            let bans = BannedWord.all.filter { $0.holds(for: file.path) }
            return file.code.enumerated().flatMap { index, line in
                bans.filter { $0.isIn(line) }.map { ban in
                    Violation(
                        path: file.path, line: index + 1, remedy: "\(ban.text): \(ban.remedy)")
                }
            }
        },
        HouseRule(each: "A promise to the compiler is listed and gives its reason above") { file in
            guard file.isSwift else { return [] }
            return file.code.enumerated().compactMap { index, line in
                guard let promise = promises.first(where: line.contains) else { return nil }
                let isListed = unchecked[file.path] != nil
                let above = index == 0 ? "" : file.comments[index - 1]
                let hasReason = above.contains("//")
                guard !isListed || !hasReason else { return nil }
                let remedy =
                    isListed
                    ? "say on the line above what the promise rests on"
                    : "list the file in HouseRule.unchecked, or use Mutex"
                return Violation(
                    path: file.path, line: index + 1, remedy: "\(promise): \(remedy)")
            }
        },
        HouseRule("The list of promises names no file that makes none") { files in
            unchecked.keys.sorted().compactMap { path in
                let code = files.first { $0.path == path }?.code ?? []
                guard !code.contains(where: { promises.contains(where: $0.contains) }) else {
                    return nil
                }
                return Violation(path: path, line: 0, remedy: "remove it from the list")
            }
        },
        HouseRule(each: "A note on what is left to do names its owner") { file in
            let lines = file.isSwift ? file.comments : file.isSource ? file.lines : []
            return lines.enumerated().compactMap { index, line in
                let hasOwner = notes.contains { line.contains("\($0)(") }
                guard notes.contains(where: line.contains), !hasOwner else { return nil }
                return Violation(
                    path: file.path, line: index + 1, remedy: "do it, or name who will")
            }
        },
    ]

    /// Spelled apart, so that this line keeps the rule.
    private static let notes = ["TO" + "DO", "FIX" + "ME", "X" + "XX"]
}

import Foundation
import Testing

@testable import tidemark

@Suite("Tool: pool replay")
struct PoolReplayTests {
    static let folder = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Fixtures/pool")

    static func names() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path)
            .filter { $0.hasSuffix(".json") }
            .sorted()
    }

    private static func lines(replaying bytes: Data) throws -> [String] {
        var lines: [String] = []
        PoolReplay.run(try PoolScript(parsing: bytes)) { lines.append($0) }
        return lines
    }

    @Test("prints what the independent model recorded, step by step", arguments: try names())
    func vectors(name: String) throws {
        let bytes = try Data(contentsOf: Self.folder.appendingPathComponent(name))
        guard case .object(let file) = try JSONValue(parsing: bytes),
            case .array(let steps)? = file["steps"], let final = file["final"]
        else {
            Issue.record("\(name) is no vector")
            return
        }
        let printed = try Self.lines(replaying: bytes).map { line in
            try JSONValue(parsing: Data(line.utf8))
        }
        #expect(printed.count == steps.count + 1)
        for (number, step) in steps.enumerated() {
            guard case .object(let members) = step else { continue }
            let outcome = members.filter { ["events", "refused"].contains($0.key) }
            let expected = outcome.merging(["step": .whole(Int64(number))]) { $1 }
            #expect(printed[number] == .object(expected), "step \(number)")
        }
        #expect(printed.last == .object(["final": final]))
    }

    private static let plan = """
        {"opening_price_fen":100,"grant_bps":7000,"retention_bps":2000,"exit_multiple_bps":30000,\
        "split_price_multiple":1000,"legacy_release_bps":0}
        """

    @Test(
        "refuses a malformed file with the step and the key",
        arguments: [
            ("", "end of file"),
            ("{\"plan\":", "end of file"),
            ("[1]", "the file is a list of 1"),
            ("{\"steps\":[]}", "the file: \"plan\" is missing"),
            ("{\"plan\":7,\"steps\":[]}", "plan is 7"),
            ("{\"plan\":{},\"steps\":[]}", "plan: \"opening_price_fen\" is missing"),
            ("{\"plan\":\(plan)}", "\"steps\" is missing"),
            ("{\"plan\":\(plan),\"steps\":{}}", "\"steps\" is an object; give a list"),
            ("{\"plan\":\(plan),\"steps\":[3]}", "step 0 is 3"),
            ("{\"plan\":\(plan),\"steps\":[{}]}", "step 0: \"do\" is missing"),
            ("{\"plan\":\(plan),\"steps\":[{\"do\":\"fly\"}]}", "step 0: \"do\" is \"fly\""),
            (
                "{\"plan\":\(plan),\"steps\":[{\"do\":\"wind_down\"},{\"do\":\"inject\"}]}",
                "step 1: \"amount\" is missing"
            ),
            (
                "{\"plan\":\(plan),\"steps\":[{\"do\":\"inject\",\"amount\":\"5\"}]}",
                "step 0: \"amount\" is \"5\""
            ),
            (
                "{\"plan\":\(plan),\"steps\":[{\"do\":\"inject\",\"amount\":1.5}]}",
                "step 0: \"amount\" is 1.5"
            ),
            (
                "{\"plan\":\(plan),\"steps\":[{\"do\":\"inject\",\"amount\":9223372036854775808}]}",
                "step 0: \"amount\""
            ),
            (
                "{\"plan\":\(plan),\"steps\":[{\"do\":\"settle\",\"member\":0}]}",
                "step 0: \"member\" is 0"
            ),
            (
                "{\"plan\":\(plan.replacing("7000", with: "10001")),\"steps\":[]}",
                "plan: grant_bps must be 1 to 10000"
            ),
        ] as [(String, String)])
    func malformed(text: String, fault: String) throws {
        do {
            _ = try PoolScript(parsing: Data(text.utf8))
            Issue.record("accepted")
        } catch let failure {
            #expect(failure.status == .malformedInput)
            #expect(failure.message.contains(fault), "\(failure.message)")
        }
    }

    @Test("answers amounts at the ends of 64 bits with a refusal, never with a trap")
    func extremes() throws {
        let ends = ["-9223372036854775808", "-1", "0", "9223372036854775807"]
        let opening = "{\"do\":\"settle\",\"member\":1,\"paid\":100000,\"contribution\":30000}"
        let steps = ends.flatMap { end in
            [
                "{\"do\":\"settle\",\"member\":1,\"paid\":\(end),\"contribution\":\(end)}",
                "{\"do\":\"contribute\",\"amount\":\(end)}",
                "{\"do\":\"inject\",\"amount\":\(end)}",
                "{\"do\":\"sell\",\"lot\":\(end),\"units\":1}",
                "{\"do\":\"sell\",\"lot\":1,\"units\":\(end)}",
                "{\"do\":\"clawback\",\"lot\":1,\"paid_back\":\(end),\"contribution_back\":\(end)}",
                "{\"do\":\"convert\",\"lot\":1,\"amount\":\(end)}",
            ]
        }
        let text = "{\"plan\":\(Self.plan),\"steps\":[\(opening),\(steps.joined(separator: ","))]}"
        let lines = try Self.lines(replaying: Data(text.utf8))
        #expect(lines.count == steps.count + 2)
        #expect(lines.dropFirst().dropLast().allSatisfy { $0.contains("\"refused\":\"") })
        #expect(lines.last?.contains("\"reserve\":30000,\"supply\":210000000") ?? false)
    }
}

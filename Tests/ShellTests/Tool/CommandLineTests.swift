import ArgumentParser
import Foundation
import Services
import Testing
import Transport
import Wire

@testable import tidemark

@Suite("Tool: the command line")
struct CommandLineTests {
    /// The root and everything below it.
    static let commands: [any ParsableCommand.Type] = below(Tidemark.self)

    private static func below(
        _ command: any ParsableCommand.Type
    ) -> [any ParsableCommand.Type] {
        [command] + command.configuration.subcommands.flatMap(below)
    }

    @Test("every command says what it does and shows an example")
    func help() {
        #expect(Self.commands.count > 30)
        for command in Self.commands {
            let configuration = command.configuration
            #expect(!configuration.abstract.isEmpty, "\(command)")
            #expect(configuration.discussion.contains("Examples:\n"), "\(command)")
        }
    }

    @Test("help fits a terminal of 80 columns as it is written, so that no line is broken")
    func width() {
        for command in Self.commands {
            for line in command.configuration.discussion.split(separator: "\n") {
                #expect(line.count < 80, "\(command): \(line)")
            }
        }
    }

    @Test("every command that does something can answer in JSON")
    func json() {
        for command in Self.commands where command.configuration.subcommands.isEmpty {
            #expect(command is any JSONCommand.Type, "\(command)")
        }
    }

    @Test("every example is a command line that is understood")
    func examples() throws {
        var count = 0
        for command in Self.commands {
            let discussion = command.configuration.discussion.replacing("\\\n", with: " ")
            let lines = discussion.split(separator: "\n").map { line in
                line.drop { $0 == " " }
            }
            for line in lines where line.hasPrefix("tidemark ") {
                let words = Self.words(line.prefix { $0 != "|" && $0 != ">" })
                #expect(throws: Never.self, "\(line)") {
                    try Tidemark.parseAsRoot(Array(words.dropFirst()))
                }
                count += 1
            }
        }
        #expect(count > 50)
    }

    /// As a shell would split them; double quotes hold words together.
    private static func words(_ line: some StringProtocol) -> [String] {
        var words: [String] = []
        for (index, part) in line.components(separatedBy: "\"").enumerated() {
            if index.isMultiple(of: 2) {
                words += part.split(separator: " ").map(String.init)
            } else {
                words.append(part)
            }
        }
        return words
    }

    @Test(
        "decimals are read exactly or refused",
        arguments: [
            ("0", 2, 0), ("1000", 2, 100_000), ("19.9", 2, 1_990), ("19.90", 2, 1_990),
            ("0.000001", 6, 1), ("92233720368547758.07", 2, .max), ("7", 0, 7),
            ("92233720368547758.08", 2, nil), ("19.901", 2, nil), ("-1", 2, nil), ("", 2, nil),
            (".5", 2, nil), ("5.", 2, nil), ("1.2.3", 2, nil), ("1,000", 2, nil), ("1e3", 2, nil),
            ("7.0", 0, nil), ("+1", 2, nil),
        ] as [(String, Int, Int64?)])
    func decimals(text: String, places: Int, value: Int64?) {
        #expect(Decimals.scaled(text, places: places) == value)
    }

    @Test("six parts are six")
    func sixParts() {
        #expect(
            SixParts("300,300,100,0,0,300", places: 2)?.values
                == [30_000, 30_000, 10_000, 0, 0, 30_000])
        #expect(SixParts("1,2,3,4,5", places: 2) == nil)
        #expect(SixParts("1,2,3,4,5,6,7", places: 2) == nil)
        #expect(SixParts("1,2,3,4,5,x", places: 2) == nil)
    }

    @Test(
        "order lines name a product and pieces",
        arguments: [
            ("1", 1, 1), ("3x2", 3, 2), ("18446744073709551615x4294967295", .max, .max),
        ] as [(String, UInt64, UInt32)])
    func orderLines(text: String, product: UInt64, quantity: UInt32) {
        #expect(
            OrderLineArgument(argument: text)?.line
                == OrderLine(product: product, quantity: quantity))
    }

    @Test(
        "order lines refuse what is none",
        arguments: ["", "0", "x", "1x", "1x0", "x2", "1x2x3", "1x4294967296", "-1", "1 x 2"])
    func noOrderLines(text: String) {
        #expect(OrderLineArgument(argument: text) == nil)
    }

    @Test("callers are a role and a name")
    func callers() {
        let caller = CallerArgument(argument: "auditor/eve")?.caller
        #expect(caller == Caller(role: .auditor, name: "eve"))
        for text in ["", "auditor", "auditor/", "pirate/anne", "operator/ann/more"] {
            #expect(CallerArgument(argument: text) == nil, "\(text)")
        }
    }

    @Test("a request id is the one given, else one that is new each time")
    func requestIDs() throws {
        let given = try RequestOptions.parse(["--request-id", "cart-77"])
        #expect(given.identifier == "cart-77")
        let made = try RequestOptions.parse([])
        #expect(made.identifier != made.identifier)
        #expect(made.identifier.utf8.count <= 64)
    }

    @Test("an installation's ports follow its base port")
    func ports() throws {
        let options = try InstallationOptions.parse(["--base-port", "9000", "--directory", "d"])
        #expect(options.installation.port(of: .pool) == 9_003)
        #expect(options.installation.certificates == "d/certificates")
        #expect(throws: (any Error).self) {
            try InstallationOptions.parse(["--base-port", "65001"])
        }
    }
}

import Testing

@Suite("The house rules")
struct TidyTests {
    @Test("hold for every file of the tree", arguments: HouseRule.all)
    func treeKeeps(rule: HouseRule) {
        let violations = rule.violations(SourceTree.files)
        #expect(violations.isEmpty, "\(violations.map(\.description).joined(separator: "\n"))")
    }

    @Test("are seen to be broken, at the line that breaks them", arguments: PlantedViolation.all)
    func plantedIsFound(planted: PlantedViolation) throws {
        let rule = try #require(HouseRule.all.first { $0.title == planted.title })
        let places = rule.violations(planted.files).map { ($0.path, $0.line) }
        #expect(places.count == 1)
        #expect(places.first?.0 == planted.path)
        #expect(places.first?.1 == planted.line)
    }

    @Test("each have a planted violation, but the one that is about this repository's own list")
    func everyRuleIsTested() {
        let tested = Set(PlantedViolation.all.map(\.title))
        let untested = HouseRule.all.map(\.title).filter { !tested.contains($0) }
        #expect(untested == ["The list of promises names no file that makes none"])
    }

    @Test("let pass what only looks like a violation", arguments: Lookalike.all)
    func passes(lookalike: Lookalike) {
        let path = lookalike.file.path
        let violations = HouseRule.all.flatMap { rule in
            rule.violations([lookalike.file]).filter { $0.path == path }
        }
        #expect(violations.isEmpty)
    }

    @Test("find code in interpolations, and tell lines and columns as they are in the file")
    func maskKeepsPlaces() {
        let masks = SwiftMask.split("let a = \"b\\(try! c(\"d\"))\"  // e\nlet f = 1")
        #expect(masks.code == "let a =     try! c(   )        \nlet f = 1")
        #expect(masks.comments == "                           // e\n         ")
    }
}

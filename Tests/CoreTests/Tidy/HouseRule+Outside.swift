extension HouseRule {
    /// The hosts that an address in the tree may name: where packages come from, where standards
    /// and data are published, and this machine itself.
    private static let hosts: Set<String> = [
        "127.0.0.1", "brucehardie.com", "c2sp.org", "github.com", "localhost", "protobuf.dev",
        "www.brucehardie.com", "www.rfc-editor.org", "www.swift.org", "www.w3.org",
    ]

    /// Folders of one machine; what a program needs from there is found by name, not by place.
    private static let machineFolders = ["home", "Users", "opt", "root", "work"].map { "/\($0)/" }

    static let outside = [
        HouseRule(each: "No file names a place on one machine") { file in
            file.lines.enumerated().compactMap { index, line in
                guard line.utf8.contains(UInt8(ascii: "/")) else { return nil }
                let places = machineFolders.filter { folder in
                    line.ranges(of: folder).contains { range in
                        // A folder of the tree may have such a name; a root folder comes first.
                        let before = line[..<range.lowerBound].last
                        return !(before?.isLetter ?? false) && !(before?.isNumber ?? false)
                            && before != "." && before != "}" && before != "_" && before != "-"
                    }
                }
                guard let place = places.first else { return nil }
                return Violation(
                    path: file.path, line: index + 1,
                    remedy: "\(place): take the place from the caller or look it up by name")
            }
        },
        HouseRule(each: "An address names a host that is on the list") { file in
            file.lines.enumerated().flatMap { index, line in
                hostsNamed(in: line).filter { !hosts.contains($0) }.map { host in
                    Violation(
                        path: file.path, line: index + 1,
                        remedy: "\(host) is not on the list of HouseRule.hosts")
                }
            }
        },
        HouseRule("Every package that is depended on has its reason in the README") { files in
            guard let manifest = files.first(where: { $0.path == "Package.swift" }),
                let readme = files.first(where: { $0.path == "README.md" })
            else { return [] }
            return manifest.lines.enumerated().compactMap { index, line in
                guard let address = line.split(separator: "\"").dropFirst().first,
                    line.contains(".package(url:"), let name = address.split(separator: "/").last
                else { return nil }
                let hasRow = readme.lines.contains { $0.hasPrefix("|") && $0.contains(name) }
                return hasRow
                    ? nil
                    : Violation(
                        path: manifest.path, line: index + 1,
                        remedy: "give \(name) a row in the README's table of dependencies")
            }
        },
    ]

    private static func hostsNamed(in line: String) -> [String] {
        guard line.contains("://") else { return [] }
        return ["http://", "https://"].flatMap { scheme in
            line.ranges(of: scheme).map { range in
                String(
                    line[range.upperBound...].prefix { character in
                        character.isLetter || character.isNumber || character == "."
                            || character == "-"
                    })
            }
        }
        .filter { !$0.isEmpty }
    }
}

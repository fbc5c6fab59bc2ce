import ArgumentParser
import Services
import Wire

struct MemberCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "member", abstract: "Members, and who invited whom.",
        discussion: """
            Examples:
              tidemark member join -p demo --member 2 --inviter 1
              tidemark member show 2 -p demo
            """,
        subcommands: [Join.self, Show.self])

    struct Join: ServiceCommand {
        static let configuration = CommandConfiguration(
            abstract: "Let a member join. The inviter binds once, for good.",
            discussion: """
                Examples:
                  tidemark member join -p demo
                  tidemark member join -p demo --member 2 --inviter 1
                """)

        @OptionGroup var platform: PlatformOptions
        @Option(help: "The member's number; the next free one if not given.")
        var member: UInt64 = 0
        @Option(help: "Who invited the member; nobody if not given.") var inviter: UInt64 = 0
        @OptionGroup var request: RequestOptions
        @OptionGroup(title: "Installation") var client: ClientOptions
        @OptionGroup var output: OutputOptions

        func run(_ services: Connections) async throws {
            let platform = try await services.platform(platform.platform)
            let reply = try await services.call(
                .referral, ReferralMethods.join,
                JoinRequest(
                    requestID: request.identifier, platform: platform.platform,
                    member: member, inviter: inviter))
            let member = try reply.member.orMissing("member")
            show(reply, of: platform) { MemberText.lines(member) }
        }
    }

    struct Show: ServiceCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show a member.",
            discussion: """
                Examples:
                  tidemark member show 2 -p demo
                """)

        @Argument(help: "The member.") var member: UInt64
        @OptionGroup var platform: PlatformOptions
        @OptionGroup(title: "Installation") var client: ClientOptions
        @OptionGroup var output: OutputOptions

        func run(_ services: Connections) async throws {
            let platform = try await services.platform(platform.platform)
            let reply = try await services.call(
                .referral, ReferralMethods.getMember,
                GetMemberRequest(platform: platform.platform, member: member))
            let member = try reply.member.orMissing("member")
            show(reply, of: platform) { MemberText.lines(member) }
        }
    }
}

enum MemberText {
    static func lines(_ member: Member) -> [String] {
        var sheet = Sheet()
        sheet.add("member", "\(member.member)")
        sheet.add("invited by", member.inviter == 0 ? "nobody" : "member \(member.inviter)")
        sheet.add("depth", "\(member.depth)")
        sheet.add("status", EnumText.words(member.status))
        return sheet.lines
    }
}

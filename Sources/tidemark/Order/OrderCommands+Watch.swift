import ArgumentParser
import Services
import Wire

// Orders as they change.
extension OrderCommands {
    struct Watch: ServiceCommand {
        static let configuration = CommandConfiguration(
            abstract: "Follow an order until it is settled, cancelled or stuck.",
            discussion: """
                Examples:
                  tidemark order watch 5 -p demo
                  tidemark order watch 5 -p demo --after 900

                Exit statuses: 0 settled or cancelled; 1 stuck; 3 refused; 4 not reached.
                """)

        @OptionGroup var order: OrderOptions
        @Option(help: "Begin with what came after this entry, the last that was seen.")
        var after: UInt64 = 0
        @OptionGroup(title: "Installation") var client: ClientOptions
        @OptionGroup var output: OutputOptions

        func run(_ services: Connections) async throws {
            let platform = try await services.platform(order.platform.platform)
            if !output.json { Terminal.output.line(Sandbox.heading(platform)) }
            var last: Order?
            try await services.stream(
                .order, OrdersMethods.watch,
                WatchRequest(
                    platform: platform.platform, order: order.order, afterSequence: after)
            ) { message in
                last = message.order ?? last
                guard !output.json, let order = message.order else {
                    Terminal.output.line(Sandbox.marked(message.json(), platform))
                    return
                }
                Terminal.output.line("  \(OrderText.line(order))")
            }
            guard let stuck = last?.stuck, !stuck.isEmpty else { return }
            throw Failure(.failed, "order \(order.order) is stuck: \(stuck)")
        }
    }

    struct WatchMember: ServiceCommand {
        static let configuration = CommandConfiguration(
            abstract: "Follow all orders of a member until Ctrl-C.",
            discussion: """
                Examples:
                  tidemark order watch-member 42 -p demo
                  tidemark order watch-member 42 -p demo --after 900
                """)

        @Argument(help: "The member.") var member: UInt64
        @OptionGroup var platform: PlatformOptions
        @Option(help: "Begin with what came after this entry, the last that was seen.")
        var after: UInt64 = 0
        @OptionGroup(title: "Installation") var client: ClientOptions
        @OptionGroup var output: OutputOptions

        func run(_ services: Connections) async throws {
            let platform = try await services.platform(platform.platform)
            if !output.json { Terminal.output.line(Sandbox.heading(platform)) }
            try await services.stream(
                .order, OrderReadingMethods.watchMember,
                WatchMemberRequest(
                    platform: platform.platform, member: member, afterSequence: after)
            ) { message in
                guard !output.json, let order = message.order else {
                    Terminal.output.line(Sandbox.marked(message.json(), platform))
                    return
                }
                Terminal.output.line("  entry \(message.sequence) · \(OrderText.line(order))")
            }
        }
    }
}

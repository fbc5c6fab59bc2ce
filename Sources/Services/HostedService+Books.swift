import Domain
import Journal
import Logging
import Transport
import Wire

// How each service is put together.

extension HostedService {
    static func catalog(
        _ configuration: ServiceConfiguration, loops: Loops, logger: Logger
    ) throws -> HostedService {
        let gate = CommandGate<CatalogBook>(.catalog, try configuration.openRunner())
        let pool = try configuration.client(to: .pool, loops: loops)
        let face = CatalogFace(gate: gate, platforms: Platforms(pool: pool))
        return HostedService(
            register: { router in
                face.register(on: &router)
                ShelfFace(gate: gate).register(on: &router)
                CampaignFace(gate: gate).register(on: &router)
                ReserveQuoteFace(gate: gate, now: configuration.journal.now)
                    .register(on: &router)
                ProductImportFace(gate: gate, platforms: face.platforms).register(on: &router)
                JournalsFace(.catalog, gate.runner).register(on: &router)
            },
            run: { await face.run(configuration.journal, logger: logger) },
            close: {
                await pool.close()
                try await gate.runner.stop()
            })
    }

    static func referral(
        _ configuration: ServiceConfiguration, loops: Loops
    ) throws -> HostedService {
        let gate = CommandGate<ReferralBook>(.referral, try configuration.openRunner())
        let pool = try configuration.client(to: .pool, loops: loops)
        let face = ReferralFace(gate: gate, platforms: Platforms(pool: pool))
        return HostedService(
            register: { router in
                face.register(on: &router)
                ShareQuoteFace(gate: gate).register(on: &router)
                JournalsFace(.referral, gate.runner).register(on: &router)
            },
            close: {
                await pool.close()
                try await gate.runner.stop()
            })
    }

    static func pool(
        _ configuration: ServiceConfiguration, logger: Logger
    ) throws -> HostedService {
        let gate = CommandGate<PoolBook>(.pool, try configuration.openRunner())
        let now = configuration.journal.now
        let face = PoolFace(gate: gate, now: now)
        let withdrawals = WithdrawalsFace(
            gate: gate, vault: try PayoutAccountVault(directory: configuration.directory),
            clock: now)
        let plans = PlansFace(gate: gate, environment: configuration.journal)
        let digests = PoolDigests(
            gate: gate, entries: configuration.stateDigestEntries,
            environment: configuration.journal)
        return HostedService(
            register: { router in
                face.register(on: &router)
                SubsidiesFace(gate: gate, now: now).register(on: &router)
                ControlFace(gate: gate, now: now).register(on: &router)
                plans.register(on: &router)
                OperatorFace(gate: gate).register(on: &router)
                withdrawals.register(on: &router)
                CustodyFace(gate: gate, clock: now).register(on: &router)
                UnmatchedFace(gate: gate).register(on: &router)
                RefundFace(gate: gate).register(on: &router)
                HoldQuoteFace(gate: gate, now: now).register(on: &router)
                StatementFace(gate: gate).register(on: &router)
                JournalsFace(.pool, gate.runner).register(on: &router)
            },
            run: {
                await withDiscardingTaskGroup { group in
                    group.addTask { await face.run(configuration.journal, logger: logger) }
                    group.addTask { await plans.run(logger: logger) }
                    group.addTask { await digests.run(logger: logger) }
                }
            },
            close: { try await gate.runner.stop() })
    }

    static func order(
        _ configuration: ServiceConfiguration, loops: Loops, logger: Logger
    ) throws -> HostedService {
        let gate = CommandGate<OrdersBook>(.order, try configuration.openRunner())
        let clients: [ServiceName: Client] = [
            .catalog: try configuration.client(to: .catalog, loops: loops),
            .pool: try configuration.client(to: .pool, loops: loops),
            .referral: try configuration.client(to: .referral, loops: loops),
        ]
        func peer(_ name: ServiceName) -> Peer {
            guard let client = clients[name] else { preconditionFailure("\(name) is a peer") }
            return Peer(name: name, client: client, logger: logger)
        }
        let platforms = Platforms(pool: peer(.pool).client)
        let key = try SecretFile.key(
            directory: configuration.directory, name: "sandbox-provider.key")
        let payments = PaymentsHost(
            gate: gate, platforms: platforms, pool: peer(.pool), key: key,
            clock: configuration.journal.now, logger: logger)
        let path = OrderPath(
            steps: OrderSteps(gate: gate, now: configuration.journal.now), platforms: platforms,
            catalog: peer(.catalog),
            pool: peer(.pool), referral: peer(.referral))
        let driver = OrderDriver(path: path, logger: logger)
        let face = OrderFace(
            gate: gate, driver: driver, platforms: platforms, referral: peer(.referral),
            pool: peer(.pool), intake: payments.intake)
        let reading = OrderReadingFace(
            orders: face, catalog: peer(.catalog), pool: peer(.pool))
        let clock = ClockFace(
            gate: gate, driver: driver, platforms: platforms, now: configuration.journal.now)
        return HostedService(
            register: { router in
                face.register(on: &router)
                clock.register(on: &router)
                reading.register(on: &router)
                payments.face(of: face).register(on: &router)
                JournalsFace(.order, gate.runner).register(on: &router)
            },
            run: {
                await withTaskGroup { group in
                    group.addTask {
                        await driver.run(resuming: gate, configuration.journal, logger: logger)
                    }
                    group.addTask {
                        await payments.driver.run { driver.wake(.order($0, platform: $1)) }
                    }
                }
            },
            close: {
                for client in clients.values { await client.close() }
                try await gate.runner.stop()
            })
    }
}

extension ServiceConfiguration {
    /// Opens, checks and folds the service's journals.
    func openRunner<State: JournalState>() throws(JournalError) -> JournalRunner<State> {
        try JournalRunner<State>(
            directory: directory, service: name.rawValue, limits: journalLimits,
            environment: journal)
    }

    func client(to peer: ServiceName, loops: Loops) throws -> Client {
        guard let endpoint = peers[peer] else {
            preconditionFailure("\(name) is configured with the address of \(peer)")
        }
        return try Client(
            host: endpoint.host, port: endpoint.port, serverName: serverName,
            credentials: credentials, loops: loops, limits: limits,
            interceptors: [clientMetrics])
    }
}

extension OrderDriver {
    /// Takes up what an earlier process left on the way, then runs; looks at return windows every
    /// second.
    func run(
        resuming gate: CommandGate<OrdersBook>, _ environment: JournalEnvironment, logger: Logger
    ) async {
        let rounds = JournalRounds(
            failure: "open orders are not taken up", environment: environment, logger: logger)
        await withTaskGroup { group in
            group.addTask { await self.run() }
            group.addTask {
                var resumed: Set<JournalName> = []
                await rounds.run(over: gate.runner.journals) { journal in
                    if !resumed.contains(journal) {
                        try await self.resume(journal, gate)
                        resumed.insert(journal)
                    }
                    self.wake(.settlements(platform: journal.platform))
                }
            }
        }
    }

    private func resume(_ journal: JournalName, _ gate: CommandGate<OrdersBook>) async throws {
        let platform = journal.platform
        for step in try await gate.read(platform, { $0.orders.openSteps }) {
            wake(.order(step.order, platform: platform))
        }
        wake(.clock(platform: platform))
    }
}

import Logging
import Transport

extension HostedService {
    /// The audit follows the journals of the four services that keep the books.
    static func audit(
        _ configuration: ServiceConfiguration, loops: Loops, logger: Logger
    ) throws -> HostedService {
        var owners: [ServiceName: Client] = [:]
        for name in ServiceName.books {
            owners[name] = try configuration.client(to: name, loops: loops)
        }
        let service = try AuditService(
            directory: configuration.directory, limits: configuration.journalLimits,
            environment: configuration.journal, owners: owners, logger: logger)
        return HostedService(
            register: { router in
                AuditFace(service: service).register(on: &router)
                JournalsFace(.audit, service.book.runner).register(on: &router)
            },
            run: { await service.run() },
            close: { try await service.close() })
    }
}

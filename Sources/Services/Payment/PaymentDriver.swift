import Domain
import Journal
import Logging
import Transport
import Wire

/// Walks the ways of money that goes back, when something was said and every second, until the
/// service stops. What it leaves undone is found again at start.
struct PaymentDriver: Sendable {
    private static let pauseMilliseconds = 1_000

    let path: PaymentPath
    let sandbox: SandboxProvider
    let logger: Logger
    /// Something was said.
    let signals: AsyncStream<Void>
    let wake: AsyncStream<Void>.Continuation
    /// Orders that can go on.
    let woken: AsyncStream<Woken>

    struct Woken: Sendable {
        let order: OrderID
        let platform: String
    }

    /// Runs until the task is cancelled. `wakeOrder` is called when an order was paid, or a
    /// refund of its payment was answered.
    func run(
        waking wakeOrder: @escaping @Sendable (OrderID, _ platform: String) -> Void
    ) async {
        await withTaskGroup { group in
            group.addTask { await sandbox.run { await deliver($0) } }
            group.addTask {
                for await order in woken { wakeOrder(order.order, order.platform) }
            }
            group.addTask {
                while !Task.isCancelled {
                    wake.yield()
                    do {
                        try await Task.sleep(for: .milliseconds(Self.pauseMilliseconds))
                    } catch {
                        return  // Cancelled.
                    }
                }
            }
            for await _ in signals {
                for journal in path.gate.runner.journals() {
                    await advance(journal.platform)
                }
            }
            group.cancelAll()
        }
    }

    private func advance(_ platform: String) async {
        do {
            try await path.advance(platform)
        } catch {
            guard !Task.isCancelled else { return }
            logger.error(
                "money that goes back is tried again",
                metadata: ["platform": "\(platform)", "error": "\(error)"])
        }
    }

    /// What the sandbox provider says by itself. A refusal is the provider's to read.
    private func deliver(_ callback: RefundCallbackRequest) async {
        do {
            _ = try await path.intake.take(callback)
        } catch {
            logger.info(
                "the sandbox provider is refused",
                metadata: ["refund": "\(callback.refund)", "error": "\(error)"])
        }
    }
}

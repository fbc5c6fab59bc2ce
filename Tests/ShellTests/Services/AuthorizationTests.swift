import Testing
import Transport
import Wire

@testable import Services

@Suite("Authorization")
struct AuthorizationTests {
    @Test("every method of every service is in the table, and nothing else")
    func complete() {
        let methods = Schema.files.flatMap(\.services)
            .filter { $0.name.hasPrefix("tidemark.") }
            .flatMap(\.methods).map(\.path)
        #expect(Set(methods) == Set(Authorization.table.keys))
    }

    @Test("a method missing from the table is refused to every role", arguments: Role.allCases)
    func missing(role: Role) {
        let caller = Caller(role: role, name: "order")
        let refusal = Authorization.refusal(of: caller, to: "/tidemark.pool.v1.Pool/Mint")
        #expect(refusal?.code == .permissionDenied)
        #expect(Authorization.refusal(of: nil, to: "/x/Y")?.code == .unauthenticated)
    }

    @Test("only the order service drives the others")
    func driving() {
        let order = Caller(role: .service, name: "order")
        for path in [
            PoolMethods.hold.path, PoolMethods.settleBatch.path, RefundMethods.refund.path,
            RefundMethods.clawback.path, SubsidiesMethods.grantCoupon.path,
            CatalogMethods.reserve.path, CatalogMethods.commit.path, ReferralMethods.share.path,
            ReferralMethods.confirm.path,
        ] {
            #expect(Authorization.refusal(of: order, to: path) == nil)
            for role in Role.allCases {
                let other = Caller(role: role, name: "pool")
                #expect(Authorization.refusal(of: other, to: path) != nil, "\(other) \(path)")
            }
        }
    }
}

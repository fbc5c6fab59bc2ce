/// The methods of tidemark.pool.v1.Legacy.
package enum LegacyMethods {
    package static let service = "tidemark.pool.v1.Legacy"

    package static let importClaims = Method<ImportClaimsRequest, ImportClaimsResponse>(
        service, "ImportClaims")
    package static let convertClaim = Method<ConvertClaimRequest, ConvertClaimResponse>(
        service, "ConvertClaim")
    package static let allot = Method<AllotRequest, AllotResponse>(
        service, "Allot")
    package static let getLegacy = Method<GetLegacyRequest, GetLegacyResponse>(
        service, "GetLegacy")
    package static let getClaim = Method<GetClaimRequest, GetClaimResponse>(
        service, "GetClaim")
    package static let listClaims = Method<ListClaimsRequest, ListClaimsResponse>(
        service, "ListClaims")

    static let schema = ServiceSchema(
        service,
        [
            importClaims.schema,
            convertClaim.schema,
            allot.schema,
            getLegacy.schema,
            getClaim.schema,
            listClaims.schema,
        ])
}

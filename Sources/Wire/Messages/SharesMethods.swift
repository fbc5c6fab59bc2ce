/// The methods of tidemark.pool.v1.Shares.
package enum SharesMethods {
    package static let service = "tidemark.pool.v1.Shares"

    package static let openProgramme = Method<OpenProgrammeRequest, OpenProgrammeResponse>(
        service, "OpenProgramme")
    package static let convert = Method<ConvertRequest, ConvertResponse>(
        service, "Convert")
    package static let closeProgramme = Method<CloseProgrammeRequest, CloseProgrammeResponse>(
        service, "CloseProgramme")
    package static let allotShares = Method<AllotSharesRequest, AllotSharesResponse>(
        service, "AllotShares")
    package static let releaseShares = Method<ReleaseSharesRequest, ReleaseSharesResponse>(
        service, "ReleaseShares")
    package static let listProgrammes = Method<ListProgrammesRequest, ListProgrammesResponse>(
        service, "ListProgrammes")
    package static let getRegister = Method<GetRegisterRequest, GetRegisterResponse>(
        service, "GetRegister")
    package static let listShareEntries = Method<ListShareEntriesRequest, ListShareEntriesResponse>(
        service, "ListShareEntries")

    static let schema = ServiceSchema(
        service,
        [
            openProgramme.schema,
            convert.schema,
            closeProgramme.schema,
            allotShares.schema,
            releaseShares.schema,
            listProgrammes.schema,
            getRegister.schema,
            listShareEntries.schema,
        ])
}

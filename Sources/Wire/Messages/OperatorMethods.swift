/// The methods of tidemark.pool.v1.Operator.
package enum OperatorMethods {
    package static let service = "tidemark.pool.v1.Operator"

    package static let bookMove = Method<BookMoveRequest, BookMoveResponse>(
        service, "BookMove")
    package static let openBalances = Method<OpenBalancesRequest, OpenBalancesResponse>(
        service, "OpenBalances")
    package static let getOperator = Method<GetOperatorRequest, GetOperatorResponse>(
        service, "GetOperator")

    static let schema = ServiceSchema(
        service,
        [
            bookMove.schema,
            openBalances.schema,
            getOperator.schema,
        ])
}

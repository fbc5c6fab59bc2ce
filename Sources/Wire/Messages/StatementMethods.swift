/// The methods of tidemark.pool.v1.Statements.
package enum StatementMethods {
    package static let service = "tidemark.pool.v1.Statements"

    package static let getStatement = Method<GetStatementRequest, GetStatementResponse>(
        service, "GetStatement")

    static let schema = ServiceSchema(service, [getStatement.schema])
}

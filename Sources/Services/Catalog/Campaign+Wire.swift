import Domain
import Transport
import Wire

extension Domain.Campaign.Terms {
    init(_ message: Wire.Campaign) throws(RPCError) {
        self.init(
            product: try ProductID(message.product, field: "product"),
            starts: Instant(microseconds: message.startsUs),
            ends: Instant(microseconds: message.endsUs),
            waterfall: try Domain.Waterfall(message.waterfall),
            piecesPerMember: Int64(message.piecesPerMember))
    }
}

extension Domain.Campaign {
    init(_ message: Wire.Campaign) throws(RPCError) {
        self.init(
            id: try CampaignID(message.campaign, field: "campaign"), terms: try Terms(message))
    }

    /// With the end that it has, or had.
    var message: Wire.Campaign {
        Wire.Campaign(
            campaign: id.rawValue, product: terms.product.rawValue,
            startsUs: terms.starts.microseconds, endsUs: ends.microseconds,
            priceFen: terms.waterfall.total.fen, waterfall: terms.waterfall.message,
            piecesPerMember: UInt32(clamping: terms.piecesPerMember))
    }
}

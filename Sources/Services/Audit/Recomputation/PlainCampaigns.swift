internal import Wire

/// Campaigns as a catalog's journal has them: parts that sum, windows that do not overlap, and no
/// member with more pieces than allowed.
struct PlainCampaigns: Sendable {
    private var campaigns: [UInt64: Campaign] = [:]
    private var ofProducts: [UInt64: [UInt64]] = [:]
    private var pieces: [Purchase: Int64] = [:]

    private struct Purchase: Hashable, Sendable {
        var campaign: UInt64
        var member: UInt64
    }

    mutating func open(
        _ campaign: Campaign, at place: EntryPlace, _ sheet: inout ViolationSheet
    ) {
        let parts = PlainWaterfall(campaign.waterfall)
        if !parts.isWithinBounds || parts.total != Int128(campaign.priceFen) {
            sheet.note(
                .waterfall, place, "the parts of campaign \(campaign.campaign) are not its price",
                expected: "\(campaign.priceFen) fen", found: parts.sentence)
        }
        let others = ofProducts[campaign.product, default: []].compactMap { campaigns[$0] }
        let overlap = others.first {
            $0.startsUs < campaign.endsUs && campaign.startsUs < $0.endsUs
        }
        if let overlap {
            sheet.note(
                .campaign, place,
                "two campaigns of product \(campaign.product) run at once",
                expected: "no other beside campaign \(overlap.campaign)",
                found: "campaign \(campaign.campaign)")
        }
        campaigns[campaign.campaign] = campaign
        ofProducts[campaign.product, default: []].append(campaign.campaign)
    }

    mutating func end(_ event: CampaignEnded) {
        campaigns[event.campaign]?.endsUs = event.atUs
    }

    /// The parts of a piece at the campaign's price; nil for a line at the usual price.
    func parts(of line: ReservedLine) -> PlainWaterfall? {
        guard let campaign = campaigns[line.campaign], campaign.product == line.product else {
            return nil
        }
        return PlainWaterfall(campaign.waterfall)
    }

    /// A line has a campaign's price while the campaign runs, and only then.
    mutating func take(
        _ line: ReservedLine, by member: UInt64, of product: Product, at now: Int64,
        _ place: EntryPlace, _ sheet: inout ViolationSheet
    ) {
        let running = ofProducts[line.product, default: []].compactMap { campaigns[$0] }
            .first { $0.startsUs <= now && now < $0.endsUs }
        let expected = product.openPrice ? 0 : running?.campaign ?? 0
        if line.campaign != expected {
            sheet.note(
                .campaign, place,
                "product \(line.product) is reserved at the price of another time",
                expected: expected == 0 ? "the usual price" : "campaign \(expected)",
                found: line.campaign == 0 ? "the usual price" : "campaign \(line.campaign)")
        }
        guard let campaign = campaigns[line.campaign] else { return }
        let purchase = Purchase(campaign: line.campaign, member: member)
        let sum = pieces[purchase, default: 0] + Int64(line.quantity)
        pieces[purchase] = sum
        if sum > Int64(campaign.piecesPerMember) {
            sheet.note(
                .campaign, place,
                "member \(member) has more pieces of campaign \(line.campaign) than allowed",
                expected: "at most \(campaign.piecesPerMember)", found: "\(sum)")
        }
    }

    mutating func giveBack(_ count: Int64, of campaign: UInt64, by member: UInt64) {
        pieces[Purchase(campaign: campaign, member: member), default: count] -= count
    }
}

import Wire

enum SubsidyText {
    static func lines(_ reply: InjectSliceResponse) -> [String] {
        var sheet = Sheet()
        sheet.add("entered", "\(FigureText.yuan(reply.injectedFen)) yuan")
        sheet.add("left of the slice", "\(FigureText.yuan(reply.leftFen)) yuan")
        sheet.add("reserve", "\(FigureText.yuan(reply.reserveFen)) yuan")
        let price = FigureText.price(
            reserveFen: reply.reserveFen, supplyUnits: reply.supplyUnits)
        sheet.add("price", "\(price) yuan per point")
        sheet.add("forced out", "\(reply.exits) lots")
        return sheet.lines
    }

    static func lines(_ reply: ListSubsidiesResponse) -> [String] {
        var sheet = Sheet()
        sheet.add("in the reserve", "\(FigureText.yuan(reply.inReserveFen)) yuan of subsidies")
        sheet.add(
            "today",
            "\(FigureText.yuan(reply.injectedTodayFen)) yuan entered, at most "
                + "\(FigureText.yuan(reply.dailyLimitFen)) may")
        sheet.add("as of", "entry \(FigureText.count(reply.sequence))")
        return sheet.lines + [""] + accounts(reply.accounts) + [""] + slices(reply.slices)
    }

    private static func accounts(_ accounts: [SubsidyAccount]) -> [String] {
        guard !accounts.isEmpty else { return ["  no subsidies"] }
        var table = Table(
            ("source", .left), ("received", .right), ("announced", .right),
            ("in reserve", .right), ("coupons", .right), ("free", .right))
        for account in accounts {
            table.add(
                account.source, FigureText.yuan(account.receivedFen),
                FigureText.yuan(account.announcedFen), FigureText.yuan(account.injectedFen),
                FigureText.yuan(account.couponsFen), FigureText.yuan(account.freeFen))
        }
        return table.lines
    }

    private static func slices(_ slices: [Slice]) -> [String] {
        guard !slices.isEmpty else { return ["  no slice is announced"] }
        var table = Table(
            ("slice", .right), ("source", .left), ("amount", .right), ("left", .right),
            ("not before (UTC)", .left))
        for slice in slices {
            table.add(
                "\(slice.slice)", slice.source, FigureText.yuan(slice.amountFen),
                FigureText.yuan(slice.leftFen), AuditText.time(slice.notBeforeUs))
        }
        return table.lines
    }
}

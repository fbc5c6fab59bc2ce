/// A recorded event that does not follow from those before it: the journal is not one that these
/// rules wrote. The state it was applied to is good for nothing afterwards.
package struct ReplayFault: Error, Equatable, Sendable {
    package let sentence: String

    package init(_ sentence: String) { self.sentence = sentence }
}

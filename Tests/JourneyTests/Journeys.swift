import Testing

/// Journeys have processes of their own and take turns, so that two cores suffice.
@Suite(.serialized)
struct Journeys {}

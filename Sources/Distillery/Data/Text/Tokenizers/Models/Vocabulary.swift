/// The tokens of a model, by their text and by their id.
struct Vocabulary: Sendable {
    /// An id beyond this is refused, since a table of that size would be made for it.
    static let idLimit = 1 << 22

    private(set) var trie = TokenTrie()
    private var scalars: [UInt32] = []
    /// Where each id's scalars lie; -1 as a start where no token has the id.
    private var places: [(start: Int32, count: Int32)] = []
    /// How many tokens there are.
    private(set) var count = 0

    init() {}

    /// The ids are below this; an embedding has at least so many rows.
    var idCount: Int { places.count }

    /// The tokens of an object whose keys are tokens and whose values are ids.
    init(members: [JSONValue.Member], place: String) throws(TokenizerError) {
        for member in members {
            let name = "\(place)['\(member.key.prefix(60))']"
            let id = try JSONObject.count(member.value, limit: Self.idLimit, place: name)
            if self.id(of: member.key.scalarValues) != nil {
                throw .malformed(
                    place: name, found: "there twice", expected: "a token that is there once")
            }
            if let other = text(of: id) {
                throw .malformed(
                    place: name, found: "the id \(id), as '\(other)'",
                    expected: "an id that no other token has")
            }
            try insert(member.key.scalarValues, id: id, place: name)
        }
    }

    /// Adds a token.
    ///
    /// Of two with the same text the later one is found; both ids keep their text.
    mutating func insert(_ token: [UInt32], id: Int, place: String) throws(TokenizerError) {
        guard trie.nodeCount + token.count <= TokenTrie.nodeLimit else {
            throw .tooLarge(
                place: place, found: trie.nodeCount + token.count, limit: TokenTrie.nodeLimit)
        }
        if id >= places.count {
            places.append(
                contentsOf: repeatElement(
                    (start: Int32(-1), count: Int32(0)), count: id + 1 - places.count))
        }
        places[id] = (Int32(scalars.count), Int32(token.count))
        scalars.append(contentsOf: token)
        count += 1
        if !token.isEmpty { trie.insert(token, token: Int32(id)) }
    }

    func id(of token: some Sequence<UInt32>) -> Int? { trie.token(of: token).map(Int.init) }

    /// The scalars of a token; `nil` where no token has the id.
    func scalars(of id: Int) -> ArraySlice<UInt32>? {
        guard places.indices.contains(id), places[id].start >= 0 else { return nil }
        let start = Int(places[id].start)
        return scalars[start..<start + Int(places[id].count)]
    }

    func text(of id: Int) -> String? { scalars(of: id).map { String(scalarValues: $0) } }
}

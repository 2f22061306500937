/// All that decides, beside the key, what a network sees of an example.
public enum ViewDescription: Sendable, Equatable {
    case pictures(PictureView)
    case text(TokenView)
    /// All of it, whatever networks see: labels that fit any view.
    case whole

    /// The first thing in which another view differs: its name, and both values in words.
    func difference(from other: ViewDescription) -> (what: String, here: String, there: String)? {
        switch (self, other) {
        case (_, .whole): nil
        case (.whole, _): ("labels", "of whole examples", "of views")
        case (.pictures(let here), .pictures(let there)): here.difference(from: there)
        case (.text(let here), .text(let there)): here.difference(from: there)
        case (.pictures, .text): ("examples", "pictures", "texts")
        case (.text, .pictures): ("examples", "texts", "pictures")
        }
    }
}

extension ViewDescription: Codable {
    private enum CodingKeys: String, CodingKey { case whole }

    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        if try values.decodeIfPresent(Bool.self, forKey: .whole) == true {
            self = .whole
            return
        }
        self =
            if let text = try? TokenView(from: decoder) { .text(text) } else {
                .pictures(try PictureView(from: decoder))
            }
    }

    public func encode(to encoder: any Encoder) throws {
        switch self {
        case .pictures(let view): try view.encode(to: encoder)
        case .text(let view): try view.encode(to: encoder)
        case .whole:
            var values = encoder.container(keyedBy: CodingKeys.self)
            try values.encode(true, forKey: .whole)
        }
    }
}

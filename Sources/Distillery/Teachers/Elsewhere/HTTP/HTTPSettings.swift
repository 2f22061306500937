import Foundation

/// How a service is reached, and how gently: what `teacher.http` and `teacher.chat` have in common.
public struct HTTPSettings: Sendable, Equatable {
    /// Where requests go, by POST.
    public var url: String
    /// Headers of every request; `{key}` in one stands for the key.
    public var headers: [String: String]
    /// The environment variable that holds the key; the key itself is never written anywhere.
    public var key: String?
    /// The most requests on their way at one time.
    public var concurrency: Int
    /// Seconds from a request's first byte to its answer's last.
    public var timeout: Double
    /// How often a request that failed is sent again.
    public var retries: Int
    /// Seconds before the first repetition, as a rule; twice as many before each next one.
    public var backOff: Double
    /// The most requests a second; nil is as many as there can be.
    public var rate: Double?
    /// Whether a host beyond this machine may be asked without encryption.
    public var insecure: Bool
    /// The file that keeps the answers; nil is one beside the labels.
    public var answers: String?

    public init(
        url: String, headers: [String: String] = [:], key: String? = nil, concurrency: Int = 4,
        timeout: Double = 30, retries: Int = 5, backOff: Double = 0.5, rate: Double? = nil,
        insecure: Bool = false, answers: String? = nil
    ) {
        self.url = url
        self.headers = headers
        self.key = key
        self.concurrency = concurrency
        self.timeout = timeout
        self.retries = retries
        self.backOff = backOff
        self.rate = rate
        self.insecure = insecure
        self.answers = answers
    }

    enum CodingKeys: String, CodingKey, CaseIterable {
        case url, headers, key, concurrency, timeout, retries, backOff = "back-off", rate
        case insecure, answers
    }

    /// Reads the keys of a service among others of the same mapping.
    init(_ values: StrictContainer<NamedKey>) throws {
        func key(_ key: CodingKeys) -> NamedKey { NamedKey(key.rawValue) }
        func number<Value: Comparable & Decodable>(
            _ name: CodingKeys, _ usual: Value, _ bounds: ClosedRange<Value>
        ) throws -> Value {
            try values.decode(
                key(name), default: usual,
                expected: "from \(bounds.lowerBound) to \(bounds.upperBound)",
                where: { bounds.contains($0) })
        }
        let usual = HTTPSettings(url: "")
        self.init(
            url: try values.decode(key(.url)),
            headers: try values.decode(key(.headers), default: [:]),
            key: try values.decodeIfPresent(key(.key)),
            concurrency: try number(.concurrency, usual.concurrency, 1...64),
            timeout: try number(.timeout, usual.timeout, 0.01...3600),
            retries: try number(.retries, usual.retries, 0...100),
            backOff: try number(.backOff, usual.backOff, 0...600),
            rate: try values.decodeAboveZero(key(.rate)),
            insecure: try values.decode(key(.insecure), default: false),
            answers: try values.decodeIfPresent(key(.answers)))
        try requireSense { key in values.path(of: NamedKey(key.rawValue)) }
    }

    func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(url, forKey: .url)
        try values.encode(headers, forKey: .headers)
        try values.encodeIfPresent(key, forKey: .key)
        try values.encode(concurrency, forKey: .concurrency)
        try values.encode(timeout, forKey: .timeout)
        try values.encode(retries, forKey: .retries)
        try values.encode(backOff, forKey: .backOff)
        try values.encodeIfPresent(rate, forKey: .rate)
        try values.encode(insecure, forKey: .insecure)
        try values.encodeIfPresent(answers, forKey: .answers)
    }
}

extension HTTPSettings {
    /// Refuses addresses that would show examples or keys to others, and keys that stand in the recipe.
    private func requireSense(_ path: (CodingKeys) -> String) throws(RecipeError) {
        guard let parts = URLComponents(string: url), let host = parts.host, !host.isEmpty,
            let scheme = parts.scheme?.lowercased(), ["http", "https"].contains(scheme),
            URL(string: url) != nil
        else {
            throw .invalidValue(
                path: path(.url), found: "'\(url.excerpt(80))'",
                expected: "an address, as https://host/path")
        }
        guard parts.user == nil, parts.password == nil else {
            throw .invalidValue(
                path: path(.url), found: "with a name or password in it",
                expected: "without: name an environment variable in '\(path(.key))'")
        }
        guard scheme == "https" || insecure || Self.isLoopback(host) else {
            throw .invalidValue(
                path: path(.url), found: "'\(url.excerpt(80))', without encryption",
                expected: "https, or '\(path(.insecure))' true")
        }
        for (name, value) in headers.sorted(by: { $0.key < $1.key }) {
            let isPlain =
                !name.isEmpty
                && (name + value).unicodeScalars.allSatisfy {
                    $0.value >= 0x20 && $0.value < 0x7F
                }
            guard isPlain, !name.contains(where: { $0 == ":" || $0 == " " }) else {
                throw .invalidValue(
                    path: "\(path(.headers)).\(name.excerpt(40))", found: "no header",
                    expected: "a name and a text of printable ASCII characters")
            }
            let isSecret = ["authorization", "x-api-key", "api-key"].contains(name.lowercased())
            guard !isSecret || value.contains("{key}") else {
                throw .invalidValue(
                    path: "\(path(.headers)).\(name)", found: "with a key written into the recipe",
                    expected: "'{key}', and the name of an environment variable in '\(path(.key))'")
            }
        }
        guard key != nil || !headers.values.contains(where: { $0.contains("{key}") }) else {
            throw .missingKey(path: path(.headers), key: "key")
        }
    }

    static func isLoopback(_ host: String) -> Bool {
        let host = host.lowercased().trimmingCharacters(in: ["[", "]"])
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        let isAddress = parts.count == 4 && parts.allSatisfy { UInt8($0) != nil }
        return host == "localhost" || host == "::1" || isAddress && parts[0] == "127"
    }

    /// The key's value.
    ///
    /// - Throws: `ExampleTeacherError.noKey` where the environment lacks it.
    func readKey(
        path: String, environment: [String: String]
    ) throws(ExampleTeacherError) -> String? {
        guard let key else { return nil }
        guard let value = environment[key]?.trimmingCharacters(in: .whitespacesAndNewlines),
            !value.isEmpty
        else { throw .noKey(variable: key, path: "\(path).key") }
        guard value.unicodeScalars.allSatisfy({ (0x20..<0x7F).contains($0.value) }) else {
            throw .unsuitable(
                path: "\(path).key",
                reason: "names the variable '\(key)', whose value no header can hold")
        }
        return value
    }
}

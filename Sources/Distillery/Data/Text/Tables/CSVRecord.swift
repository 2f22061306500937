/// The fields of one CSV record, taken in line by line (RFC 4180).
///
/// A field in quote marks may hold separators, line breaks (which become LF) and quote marks
/// written twice. A quote mark within an unquoted field is text. What follows a closing quote
/// mark must be a separator or the line's end.
///
/// Our own reader and not SwiftCSV (0.10): that one ends the process where text follows a
/// closing quote mark, and takes a whole file as one `String`, walked character by character.
struct CSVRecord {
    enum State {
        case fieldStart, unquoted, quoted, afterQuote
    }

    enum Progress: Equatable {
        case complete
        /// A quote mark is open: the record goes on in the next line.
        case open
        /// Text follows a closing quote mark.
        case malformed
    }

    private(set) var fields: [[UInt8]] = []
    /// The bytes taken in.
    private(set) var size = 0
    private var field: [UInt8] = []
    private var state = State.fieldStart
    private let separator: UInt8

    private static let quote = UInt8(ascii: "\"")

    init(separator: UInt8) {
        self.separator = separator
    }

    /// Takes in one line, without its line end.
    mutating func append(_ line: [UInt8]) -> Progress {
        size += line.count + 1
        if state == .quoted { field.append(UInt8(ascii: "\n")) }
        for byte in line {
            switch state {
            case .quoted:
                if byte == Self.quote { state = .afterQuote } else { field.append(byte) }
            case _ where byte == separator:
                endField()
            case .fieldStart where byte == Self.quote:
                state = .quoted
            case .fieldStart, .unquoted:
                field.append(byte)
                state = .unquoted
            case .afterQuote:
                guard byte == Self.quote else { return .malformed }
                field.append(byte)
                state = .quoted
            }
        }
        guard state != .quoted else { return .open }
        endField()
        return .complete
    }

    private mutating func endField() {
        fields.append(field)
        field = []
        state = .fieldStart
    }
}

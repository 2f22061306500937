/// One line of a file, without its line end.
struct TextLine {
    enum Content {
        case whole([UInt8])
        /// Longer than any text can be; its bytes are gone.
        case tooLong
    }

    /// From 1, as editors count.
    let number: Int
    let content: Content

    /// The longest line that is read, in bytes.
    static let limit = 1 << 20
}

/// The lines of a file, one after the other, in memory that does not grow with the file.
///
/// Lines end in LF or CR LF. In UTF-8 and GB18030 no part of a longer character looks like a
/// line end, so that these are cut as bytes; UTF-16 is turned into UTF-8 on the way. A
/// byte-order mark at the beginning is no part of the first line.
struct LineReader {
    private let file: ByteReader
    private var transcoder: UTF16Transcoder?
    private var buffer: [UInt8] = []
    private var start = 0
    private var number = 0
    private var isAtEnd = false

    private static let pieceSize = 256 << 10

    init(_ path: String, encoding: TextEncoding) throws(TextDataError) {
        file = try ByteReader(path)
        switch encoding {
        case .utf16LittleEndian: transcoder = UTF16Transcoder(bigEndian: false)
        case .utf16BigEndian: transcoder = UTF16Transcoder(bigEndian: true)
        case .automatic, .utf8, .gb18030: transcoder = nil
        }
        try fill()
        let marks: [[UInt8]] = [[0xEF, 0xBB, 0xBF], [0x84, 0x31, 0x95, 0x33]]
        if let mark = marks.first(where: buffer.starts(with:)) { start = mark.count }
    }

    /// The next line, or nil at the end.
    mutating func next() throws(TextDataError) -> TextLine? {
        var scanned = start
        var isTooLong = false
        while true {
            if let end = buffer[scanned...].firstIndex(of: UInt8(ascii: "\n")) {
                return take(upTo: end, isTooLong: isTooLong)
            }
            if isAtEnd {
                guard start < buffer.count || isTooLong else { return nil }
                return take(upTo: buffer.count, isTooLong: isTooLong)
            }
            if buffer.count - start > TextLine.limit {
                isTooLong = true
                start = buffer.count
            }
            scanned = buffer.count - start
            try fill()
        }
    }

    private mutating func take(upTo end: Int, isTooLong: Bool) -> TextLine {
        defer { start = min(end + 1, buffer.count) }
        number += 1
        guard !isTooLong, end - start <= TextLine.limit else {
            return TextLine(number: number, content: .tooLong)
        }
        var line = buffer[start..<end]
        if line.last == UInt8(ascii: "\r") { line.removeLast() }
        return TextLine(number: number, content: .whole(Array(line)))
    }

    /// Drops what was taken and reads another piece.
    private mutating func fill() throws(TextDataError) {
        buffer.removeFirst(start)
        start = 0
        let piece = try file.read(atMost: Self.pieceSize)
        isAtEnd = piece.count < Self.pieceSize
        buffer += transcoder?.transcode(piece, isLast: isAtEnd) ?? piece
    }
}

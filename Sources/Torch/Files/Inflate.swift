import CZlib

/// Unpacks raw deflate streams (RFC 1951) with zlib.
enum Inflate {
    /// Unpacks `source`; true when it is one whole stream that fills `destination` exactly.
    static func inflate(
        _ source: UnsafeRawBufferPointer, into destination: UnsafeMutableRawBufferPointer
    ) -> Bool {
        var stream = z_stream()
        // Negative bits: without the header and checksum of the zlib format.
        let begun = inflateInit2_(
            &stream, -MAX_WBITS, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        guard begun == Z_OK else { return false }
        defer { inflateEnd(&stream) }

        // zlib counts in 32 bits, so that large entries go through in parts. The spare byte gives
        // a stream that is too long a place to show itself, and an empty one a place to end.
        var spare: UInt8 = 0
        return withUnsafeMutableBytes(of: &spare) { spare in
            var input = source[...]
            var output = destination[...]
            while true {
                let given = input.prefix(Int(Int32.max))
                let isSpare = output.isEmpty
                let room = isSpare ? spare[...] : output.prefix(Int(Int32.max))
                stream.next_in = UnsafeMutablePointer(
                    mutating: UnsafeRawBufferPointer(rebasing: given).baseAddress?
                        .assumingMemoryBound(to: UInt8.self))
                stream.avail_in = UInt32(given.count)
                stream.next_out = UnsafeMutableRawBufferPointer(rebasing: room).baseAddress?
                    .assumingMemoryBound(to: UInt8.self)
                stream.avail_out = UInt32(room.count)

                let status = CZlib.inflate(&stream, Z_NO_FLUSH)
                let made = room.count - Int(stream.avail_out)
                if isSpare && made > 0 { return false }
                input = input.dropFirst(given.count - Int(stream.avail_in))
                output = output.dropFirst(isSpare ? 0 : made)
                if status == Z_STREAM_END { return output.isEmpty }
                // No progress is Z_BUF_ERROR, so that the loop ends.
                if status != Z_OK { return false }
            }
        }
    }
}

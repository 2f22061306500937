import CZlib

/// Unpacks gzip into memory of a size that is known beforehand, so that no small file can ask
/// for a large memory.
enum Gzip {
    /// What unpacking came to.
    struct Output {
        /// At most as many bytes as were asked for.
        var bytes: [UInt8]
        /// How it ended.
        var end: End
    }

    enum End: Equatable {
        /// The data was complete and its checksum right.
        case complete
        /// There is more than was asked for.
        case more
        /// The data ends early or is damaged, in zlib's words.
        case damaged(String)
    }

    /// The greatest possible growth of data in the deflate format.
    static let greatestRatio = 1032

    static func isGzip(_ bytes: [UInt8]) -> Bool {
        bytes.count >= 2 && bytes[0] == 0x1F && bytes[1] == 0x8B
    }

    /// Unpacks at most `limit` bytes.
    static func unpack(_ packed: [UInt8], limit: Int) -> Output {
        var stream = z_stream()
        // 15 bits of window, and 16 to ask for a gzip header.
        let size = Int32(MemoryLayout<z_stream>.size)
        guard inflateInit2_(&stream, 15 + 16, ZLIB_VERSION, size) == Z_OK else {
            return Output(bytes: [], end: .damaged("zlib did not start"))
        }
        defer { inflateEnd(&stream) }
        // One byte more than asked for tells whether there is more.
        let capacity = limit + 1
        var end = End.damaged("unexpected end of the data")
        var bytes = [UInt8](unsafeUninitializedCapacity: capacity) { target, filled in
            packed.withUnsafeBufferPointer { packed in
                var read = 0
                while filled < capacity {
                    // zlib counts in 32 bits.
                    let input = min(packed.count - read, 1 << 30)
                    let room = min(capacity - filled, 1 << 30)
                    stream.next_in = UnsafeMutablePointer(
                        mutating: packed.baseAddress.map { $0 + read })
                    stream.avail_in = UInt32(input)
                    stream.next_out = target.baseAddress.map { $0 + filled }
                    stream.avail_out = UInt32(room)
                    let status = inflate(&stream, Z_NO_FLUSH)
                    read += input - Int(stream.avail_in)
                    filled += room - Int(stream.avail_out)
                    if status == Z_STREAM_END {
                        end = .complete
                        return
                    }
                    guard status == Z_OK else {
                        if status != Z_BUF_ERROR, let message = stream.msg {
                            end = .damaged(String(cString: message))
                        }
                        return
                    }
                }
            }
        }
        if bytes.count > limit {
            bytes.removeLast(bytes.count - limit)
            end = .more
        }
        return Output(bytes: bytes, end: end)
    }
}

/// The operations of pickle protocols 0 to 5 that build plain values (Python's `pickletools`).
///
/// Left out, and so refused: text persistent ids, the extension registry, out-of-band buffers, and
/// the calls with keywords. The calls that stay (`reduce`, `build`, `newObject`, `instance`,
/// `object`) reach only what `PickleGlobal` knows by name.
enum PickleOpcode: UInt8 {
    case mark = 0x28  // (
    case stop = 0x2E  // .
    case pop = 0x30  // 0
    case popMark = 0x31  // 1
    case duplicate = 0x32  // 2
    case float = 0x46  // F
    case integer = 0x49  // I
    case integer32 = 0x4A  // J
    case integer8 = 0x4B  // K
    case long = 0x4C  // L
    case integer16 = 0x4D  // M
    case none = 0x4E  // N
    case persistentID = 0x51  // Q
    case reduce = 0x52  // R
    case string = 0x53  // S
    case string32 = 0x54  // T
    case string8 = 0x55  // U
    case unicode = 0x56  // V
    case unicode32 = 0x58  // X
    case append = 0x61  // a
    case build = 0x62  // b
    case global = 0x63  // c
    case dictionary = 0x64  // d
    case emptyDictionary = 0x7D  // }
    case appends = 0x65  // e
    case get = 0x67  // g
    case get8 = 0x68  // h
    case instance = 0x69  // i
    case get32 = 0x6A  // j
    case list = 0x6C  // l
    case emptyList = 0x5D  // ]
    case object = 0x6F  // o
    case put = 0x70  // p
    case put8 = 0x71  // q
    case put32 = 0x72  // r
    case setItem = 0x73  // s
    case tuple = 0x74  // t
    case emptyTuple = 0x29  // )
    case setItems = 0x75  // u
    case float64 = 0x47  // G
    // Protocol 2
    case version = 0x80
    case newObject = 0x81
    case tuple1 = 0x85
    case tuple2 = 0x86
    case tuple3 = 0x87
    case yes = 0x88
    case no = 0x89
    case long8 = 0x8A
    case long32 = 0x8B
    // Protocol 3
    case bytes32 = 0x42  // B
    case bytes8 = 0x43  // C
    // Protocol 4
    case unicode8 = 0x8C
    case unicode64 = 0x8D
    case bytes64 = 0x8E
    case emptySet = 0x8F
    case addItems = 0x90
    case frozenSet = 0x91
    case stackGlobal = 0x93
    case memoize = 0x94
    case frame = 0x95
    // Protocol 5
    case byteArray64 = 0x96
}

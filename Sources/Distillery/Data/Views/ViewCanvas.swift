/// The picture of one view while it is made, and the memory for it; have one a thread.
///
/// Crops and flips are not carried out one by one: they only change the tables of where each
/// column and row comes from. Those are followed once, in the pass that also normalises, or
/// before a transform that needs the pixels in place.
public final class ViewCanvas {
    public let size: ImageSize
    public let channels: Int

    /// The samples that the tables point into.
    private var source: UnsafeBufferPointer<UInt8>
    private var front: UnsafeMutableBufferPointer<UInt8>
    private var back: UnsafeMutableBufferPointer<UInt8>
    private var samples: UnsafeMutableBufferPointer<Float>?
    /// For every column of the view its column in `source`, -1 where it is blank.
    private var columns: [Int]
    private var rows: [Int]
    private var spare: [Int]
    private var isInPlace = true
    private let resizer = ImageResize()

    init(size: ImageSize, channels: Int) {
        self.size = size
        self.channels = channels
        let count = size.width * size.height * channels
        front = .allocate(capacity: count)
        back = .allocate(capacity: count)
        source = UnsafeBufferPointer(front)
        columns = Array(0..<size.width)
        rows = Array(0..<size.height)
        spare = []
    }

    deinit {
        front.deallocate()
        back.deallocate()
        samples?.deallocate()
    }

    /// Lays a picture down.
    ///
    /// Its samples must stay where they are until the view is written.
    func load(_ pixels: UnsafeBufferPointer<UInt8>, imageSize: ImageSize, region: PixelBox?) {
        if let region {
            resizer.resize(
                pixels, width: imageSize.width, channels: channels, region: region, to: size,
                into: front)
            source = UnsafeBufferPointer(front)
        } else {
            precondition(pixels.count == front.count, "the picture has the size of the view")
            source = pixels
        }
        resetTables()
    }

    /// Moves the window over the picture; what comes from outside is blank or mirrored.
    func shift(right: Int, down: Int, reflecting: Bool) {
        if right != 0 { Self.shift(&columns, by: right, reflecting: reflecting, spare: &spare) }
        if down != 0 { Self.shift(&rows, by: down, reflecting: reflecting, spare: &spare) }
        isInPlace = isInPlace && right == 0 && down == 0
    }

    /// Exchanges left and right.
    func mirror() {
        columns.reverse()
        isInPlace = false
    }

    /// Makes new samples from those in place.
    func rewrite(
        _ body: (
            _ source: UnsafeBufferPointer<UInt8>, _ target: UnsafeMutableBufferPointer<UInt8>,
            _ size: ImageSize, _ channels: Int
        ) -> Void
    ) {
        putInPlace()
        let target = source.baseAddress == UnsafePointer(front.baseAddress) ? back : front
        body(source, target, size, channels)
        source = UnsafeBufferPointer(target)
    }

    /// Changes the samples as numbers of 0…1, rounded to 8 bits again afterwards.
    func recolor(_ body: (_ samples: UnsafeMutableBufferPointer<Float>, _ channels: Int) -> Void) {
        let numbers = samples ?? .allocate(capacity: front.count)
        samples = numbers
        rewrite { source, target, _, channels in
            for index in source.indices { numbers[index] = Float(source[index]) / 255 }
            body(numbers, channels)
            for index in source.indices {
                target[index] = UInt8((numbers[index] * 255).rounded())
            }
        }
    }

    /// Writes the normalised view, `height × width × channels`.
    func write(into target: UnsafeMutablePointer<Float>, table: UnsafeBufferPointer<Float>) {
        precondition(table.count == 256 * channels, "256 values a channel")
        let blanks = [0, 256, 512].map { $0 < table.count ? table[$0] : 0 }
        var output = target
        for row in rows {
            for column in columns {
                if row < 0 || column < 0 {
                    for channel in 0..<channels { output[channel] = blanks[channel] }
                } else if channels == 1 {
                    output[0] = table[Int(source[row * size.width + column])]
                } else {
                    let pixel = (row * size.width + column) * 3
                    output[0] = table[Int(source[pixel])]
                    output[1] = table[256 + Int(source[pixel + 1])]
                    output[2] = table[512 + Int(source[pixel + 2])]
                }
                output += channels
            }
        }
    }

    private func putInPlace() {
        guard !isInPlace else { return }
        let target = source.baseAddress == UnsafePointer(front.baseAddress) ? back : front
        var output = 0
        for row in rows {
            for column in columns {
                let pixel = (row * size.width + column) * channels
                for channel in 0..<channels {
                    target[output] = row < 0 || column < 0 ? 0 : source[pixel + channel]
                    output += 1
                }
            }
        }
        source = UnsafeBufferPointer(target)
        resetTables()
    }

    private func resetTables() {
        guard !isInPlace else { return }
        for index in columns.indices { columns[index] = index }
        for index in rows.indices { rows[index] = index }
        isInPlace = true
    }

    private static func shift(
        _ table: inout [Int], by offset: Int, reflecting: Bool, spare: inout [Int]
    ) {
        spare.removeAll(keepingCapacity: true)
        spare.append(contentsOf: table)
        let count = table.count
        for index in 0..<count {
            var place = index + offset
            if reflecting, count > 1 {
                // Mirrored without repeating the edge, as often as needed.
                let period = 2 * (count - 1)
                place = ((place % period) + period) % period
                if place >= count { place = period - place }
            }
            table[index] = (0..<count).contains(place) ? spare[place] : -1
        }
    }
}

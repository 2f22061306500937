import Foundation
import Testing
import Torch

@testable import Distillery

@Suite("Writing a label store")
struct LabelStoreWriterTests {
    private struct Interruption: Error {}

    @Test("goes on where a writer stopped, and gives the same bytes as one that did not")
    func resumes() throws {
        let whole = try SmallStore()
        let description = try whole.description(views: 2)
        try whole.write(description)

        let stopped = try SmallStore()
        do {
            let writer = try stopped.writer(description)
            for place in writer.missing.prefix(3) {
                try writer.write(place) { try SmallStore.fill($0, view: place.view) }
            }
            let next = writer.missing[0]
            #expect(throws: Interruption.self) {
                try writer.write(next) { shard in
                    try shard.append(
                        logits: SmallStore.logits([48], view: 0), positions: [48])
                    throw Interruption()
                }
            }
            #expect(writer.progress == (48, 100))
        }
        // What a killed process leaves: an unfinished file, and a finished one that is not noted.
        let leftover = stopped.url.appending(path: ".distillery-abc.partial")
        try Data([1, 2, 3]).write(to: leftover)
        try Data([4, 5]).write(to: stopped.url.appending(path: "train-view0-00003.bin"))

        #expect(
            throws: LabelStoreError.incomplete(
                store: stopped.url.relativePath, labelled: 48, of: 100)
        ) { try LabelStore(stopped.url).requireWhole() }
        let writer = try stopped.writer(description)
        #expect(writer.missing.count == 5 && writer.missing[0].number == 3)
        #expect(!FileManager.default.fileExists(atPath: leftover.path))
        for place in writer.missing {
            try writer.write(place) { try SmallStore.fill($0, view: place.view) }
        }
        try LabelStore(stopped.url).requireWhole()
        for place in description.places {
            let files = [whole.url, stopped.url].map { $0.appending(path: place.fileName) }
            let contents = try files.map { try Data(contentsOf: $0) }
            #expect(contents[0] == contents[1])
        }
    }

    @Test("writes shards that are damaged or gone again, and keeps the others")
    func mends() throws {
        let small = try SmallStore()
        let description = try small.description()
        try small.write(description)
        let files = description.places.map { small.url.appending(path: $0.fileName) }
        var bytes = try Data(contentsOf: files[0])
        bytes[5] ^= 1
        try bytes.write(to: files[0])
        try FileManager.default.removeItem(at: files[2])

        let writer = try small.writer(description)
        #expect(writer.missing == [description.places[0], description.places[2]])
        for place in writer.missing {
            try writer.write(place) { try SmallStore.fill($0, view: 0) }
        }
        let store = try LabelStore(small.url)
        try store.requireWhole()
        try store.verify()
    }

    @Test("adds views to a store that has fewer, and keeps a larger number")
    func grows() throws {
        let small = try SmallStore()
        try small.write(small.description(views: 1))
        let writer = try small.write(small.description(views: 3))
        #expect(writer.progress == (150, 150))
        #expect(try LabelStore(small.url).description.splits[0].views == 3)
        let answer = try LabelStore(small.url).answer(to: small.ids([7]), view: 2)
        #expect(try largestDifference(answer.logits, SmallStore.logits([7], view: 2)) < 0.01)
    }

    @Test("lets a second writer wait outside")
    func lock() throws {
        let small = try SmallStore()
        let description = try small.description()
        let first = try small.writer(description)
        #expect(throws: RunError.self) { try small.writer(description) }
        withExtendedLifetime(first) {}
    }

    @Test("refuses to go on with the store of another teacher, content or view")
    func others() throws {
        let small = try SmallStore()
        try small.write(small.description())
        for other in [
            try small.description(teacher: "b"), try small.description(classes: 4),
            try small.description(content: StoredContent(precision: .fp32)),
            try small.description(content: StoredContent(top: 3)),
            try small.description(
                content: StoredContent(taps: [StoredTap(path: "layer1", shape: [2])])),
        ] {
            #expect(throws: LabelStoreError.self) { try small.writer(other) }
        }
        var seeded = try small.description()
        seeded.splits[0].viewSeed = 8
        #expect(throws: LabelStoreError.self) { try small.writer(seeded) }
        try LabelStore(small.url).verify()
    }

    @Test("refuses a folder with other files in it")
    func foreign() throws {
        let small = try SmallStore()
        try FileManager.default.createDirectory(
            at: small.url, withIntermediateDirectories: true)
        try Data([1]).write(to: small.url.appending(path: "photo.png"))
        #expect(throws: RunError.self) { try small.writer(small.description()) }
    }

    @Test("writes what came in another order as if it had come in the dataset's")
    func held() throws {
        func bytes(_ fill: (ShardWriter) throws -> Void) throws -> Data {
            let small = try SmallStore()
            let writer = try small.writer(small.description())
            let place = writer.missing[0]
            try writer.write(place, fill)
            return try Data(contentsOf: small.url.appending(path: place.fileName))
        }
        let plain = try bytes { try SmallStore.fill($0, view: 0, unreadable: [1, 6]) }
        let held = try bytes { shard in
            for positions in [[4, 2], [3, 0], [7, 5]] {
                try shard.hold(
                    logits: SmallStore.logits(positions, view: 0), taps: [:], tokens: nil,
                    positions: positions)
            }
            try shard.settle(until: 8)
            let rest = shard.positions.filter { $0 > 7 }
            if !rest.isEmpty {
                try shard.append(logits: SmallStore.logits(rest, view: 0), positions: rest)
            }
            #expect(throws: LabelStoreError.self) {
                try shard.append(logits: SmallStore.logits([6], view: 0), positions: [6])
            }
        }
        #expect(held == plain)
    }

    @Test("takes the examples of a shard once each, and no others")
    func order() throws {
        let small = try SmallStore()
        let writer = try small.writer(small.description())
        for positions in [[1, 1], [16], [-1]] {
            #expect(throws: LabelStoreError.self) {
                try writer.write(writer.missing[0]) { shard in
                    try shard.append(
                        logits: SmallStore.logits(positions.map(abs), view: 0),
                        positions: positions)
                }
            }
        }
        #expect(throws: LabelStoreError.self) {
            try writer.write(writer.missing[0]) { shard in
                try shard.append(
                    logits: SmallStore.logits([0], view: 0, classes: 9), positions: [0])
            }
        }
        #expect(writer.missing.count == 4)
    }
}

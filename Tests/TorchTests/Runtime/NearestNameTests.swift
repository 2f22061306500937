import Testing

@testable import Torch

@Suite("Nearest name")
struct NearestNameTests {
    @Test("counts insertions, deletions, replacements and swaps")
    func distance() {
        for (first, second, distance) in [
            ("kitten", "sitting", 3), ("", "abc", 3), ("ab", "ba", 1), ("same", "same", 0),
            ("abcd", "acbd", 1), ("flaw", "lawn", 2),
        ] {
            #expect(editDistance(Array(first), Array(second)) == distance)
        }
    }

    @Test("suggests what is near and nothing that is far")
    func nearest() {
        let names = ["fashion-mnist", "mnist", "cifar10", "cifar100"]
        #expect(nearestName(to: "cifar-10", in: names) == "cifar10")
        #expect(nearestName(to: "FashionMNIST", in: names) == "fashion-mnist")
        #expect(nearestName(to: "minst", in: names) == "mnist")
        #expect(nearestName(to: "imagenet", in: names) == nil)
        #expect(nearestName(to: "", in: names) == nil)
    }
}

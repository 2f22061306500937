import Foundation
import Synchronization
import Testing
import Torch

@Suite struct GradientModeTests {
    @Test("nothing is recorded inside, and the former mode comes back, also after an error")
    func restores() throws {
        let leaf = try Tensor.ones([2]).requireGradient()
        let inside = try withoutGradients {
            #expect(!gradientsAreRecorded)
            return try leaf * 2.0
        }
        #expect(!inside.requiresGradient)
        #expect(gradientsAreRecorded)
        #expect(throws: TorchError.self) {
            try withoutGradients { _ = try leaf.matrixProduct(with: .ones([3])) }
        }
        #expect(gradientsAreRecorded)
    }

    @Test("the mode belongs to the thread") func threads() {
        let elsewhere = Mutex<Bool?>(nil)
        let done = DispatchSemaphore(value: 0)
        withoutGradients {
            Thread.detachNewThread {
                elsewhere.withLock { $0 = gradientsAreRecorded }
                done.signal()
            }
            done.wait()
        }
        #expect(elsewhere.withLock { $0 } == true)
    }
}

import Testing
import Torch

@Suite struct EngineTests {
    @Test("says which libtorch it runs on") func version() {
        #expect(Engine.version.hasPrefix("2."))
        #expect(!Engine.cpuCapability.isEmpty)
    }

    @Test("devices are read by name; nonsense and absent ones are named errors") func devices()
        throws
    {
        #expect(try Device("cuda:1").description == "cuda:1")
        #expect(try Device("cpu:0") == .cpu)
        for name in ["gpu", "cuda:", "cuda:-1", "cuda:1:2", ""] {
            #expect(throws: TorchError.unknownDevice(name)) { _ = try Device(name) }
        }
        #expect(Device.available.first == .cpu)
        #expect(throws: TorchError.self) { try Device("cuda:127").requireAvailable() }
    }

    @Test("nearest names are within a third of edits") func nearest() {
        #expect(nearestName(to: "temprature", in: ["alpha", "temperature"]) == "temperature")
        #expect(nearestName(to: "zzz", in: ["alpha", "temperature"]) == nil)
    }
}

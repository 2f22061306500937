import Foundation

extension Method {
    /// The method's `temperature`, where it has one and that is a number.
    var fixedTemperature: Double? {
        guard let spelled = try? JSONEncoder().encode(AnyMethod(self)) else { return nil }
        return try? JSONDecoder().decode(FixedTemperature.self, from: spelled).temperature
    }
}

/// What a method's recipe says of its temperature; a schedule is not read.
private struct FixedTemperature: Decodable {
    var temperature: Double?
}

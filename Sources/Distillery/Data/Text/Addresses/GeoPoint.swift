#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A place on the earth, in degrees.
public struct GeoPoint: Sendable, Hashable {
    /// East of Greenwich, −180…180.
    public var longitude: Double
    /// North of the equator, −90…90.
    public var latitude: Double

    /// A point; nil for numbers that are no degrees.
    public init?(longitude: Double, latitude: Double) {
        guard (-180...180).contains(longitude), (-90...90).contains(latitude) else { return nil }
        self.longitude = longitude
        self.latitude = latitude
    }

    /// Metres to another point along the surface of a sphere of 6371 km (the haversine formula).
    public func distance(to other: GeoPoint) -> Double {
        let radians = Double.pi / 180
        let north = sin((other.latitude - latitude) * radians / 2)
        let east = sin((other.longitude - longitude) * radians / 2)
        let half =
            north * north + cos(latitude * radians) * cos(other.latitude * radians) * east * east
        return 2 * 6_371_000 * asin(min(1, half.squareRoot()))
    }
}

extension RandomStream {
    /// One element of a list that is not empty.
    mutating func choice<Element>(_ list: [Element]) -> Element {
        list[integer(below: list.count)]
    }
}

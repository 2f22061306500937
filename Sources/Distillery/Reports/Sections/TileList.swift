/// The large figures under a page's headline, each with its name and what belongs to it.
struct TileList {
    typealias Tile = (value: String, name: String, detail: String)

    var tiles: [Tile]

    var html: HTML {
        HTML("ul", ["class": "tiles"]) {
            for tile in tiles {
                HTML("li") {
                    HTML("strong") { tile.value.unbroken }
                    HTML("span") { tile.name }
                    HTML("small") { tile.detail }
                }
            }
        }
    }
}

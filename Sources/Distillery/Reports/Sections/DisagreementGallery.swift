/// Examples on which teacher and student choose different classes, with what each of them said.
struct DisagreementGallery {
    var report: RunReport
    var text: any ReportText

    /// Smaller pictures are enlarged with their pixels kept sharp.
    private static let sharpBelow = 96

    /// Nil without such examples.
    var html: HTML? {
        let examples = report.disagreements
        guard !examples.isEmpty else { return nil }
        let agreement = report.model(.student)?.spread(\.agreement)
        return Section.html(
            text.disagreements(ofTexts: areTexts),
            note: text.disagreementNote(
                agreement: agreement.map { NumberFormat.percent($0.mean, decimals: 1).unbroken },
                teacherRight: examples.count { $0.teacher.label == $0.label },
                studentRight: examples.count { $0.student.label == $0.label },
                shown: examples.count, areTexts: areTexts)
        ) {
            HTML("ul", ["class": "gallery"]) {
                for example in examples { card(example) }
            }
        }
    }

    private var areTexts: Bool {
        report.disagreements.contains { example in
            if case .texts = example.excerpt { true } else { false }
        }
    }

    private func card(_ example: Disagreement) -> HTML {
        let name = report.className(example.label)
        return HTML("li", ["title": example.id]) {
            excerpt(example.excerpt, name)
            HTML("p", ["class": "truth"]) {
                HTML("small") { text.truth }
                HTML("span", ["class": "name"]) { name }
            }
            answer(.teacher, example.teacher, truth: example.label)
            answer(.student, example.student, truth: example.label)
        }
    }

    private func excerpt(_ excerpt: Excerpt, _ name: String) -> HTML? {
        switch excerpt {
        case .picture(let picture): shown(picture, name)
        case .texts(let texts):
            HTML("div", ["class": "texts"]) {
                for text in texts { HTML("p") { text } }
            }
        }
    }

    private func shown(_ picture: Picture, _ name: String) -> HTML? {
        guard let address = picture.dataURI else { return nil }
        let isSmall = max(picture.width, picture.height) < Self.sharpBelow
        return HTML.void(
            "img",
            [
                "class": isSmall ? "sharp" : "", "alt": name,
                "src": address,
            ])
    }

    private func answer(_ role: ModelRole, _ answer: Disagreement.Answer, truth: Int) -> HTML {
        let isRight = answer.label == truth
        let share = min(max(answer.confidence.isFinite ? answer.confidence : 0, 0), 1)
        return HTML("div", ["class": "answer \(role.styleClass)"]) {
            HTML("p") {
                Marker(role: role).inline
                HTML("span", ["class": "name", "title": text.name(role)]) {
                    report.className(answer.label)
                }
                HTML(
                    "span",
                    [
                        "class": isRight ? "right" : "wrong", "role": "img",
                        "aria-label": isRight ? text.right : text.wrong,
                    ]
                ) { isRight ? "✓" : "✗" }
                HTML("span", ["class": "value"]) {
                    NumberFormat.percent(share, decimals: 0).unbroken
                }
            }
            HTML("div", ["class": "meter"]) {
                HTML("i", ["style": "width:\((100 * share).coordinate)%"])
            }
        }
    }
}

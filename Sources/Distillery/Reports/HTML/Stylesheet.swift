/// The look of the report: one colour for each role in every chart, light and dark, screen and print.
enum Stylesheet {
    static let css: StaticString = """

        :root {
          color-scheme: light dark;
          --page: #f5f5f2; --surface: #ffffff; --ink: #1d2026; --muted: #646b76;
          --line: #e3e3de; --grid: #ecece7;
          --teacher: #5048e0; --student: #d6500e; --control: #64748b; --assistant: #0f766e;
          --good: #15803d; --bad: #c42a3f; --miss: #e13c4b;
          --term0: #0d9488; --term1: #b4338b; --term2: #a16207; --term3: #2563a8;
          --term4: #4d7c0f; --term5: #7c5cb8;
        }
        @media (prefers-color-scheme: dark) {
          :root {
            --page: #121316; --surface: #1a1c20; --ink: #e9e9e6; --muted: #9ba2ad;
            --line: #2e3137; --grid: #292c32;
            --teacher: #9a96ff; --student: #ff9350; --control: #9fb0c5; --assistant: #5eead4;
            --good: #4ac57c; --bad: #ff7382; --miss: #f0596a;
            --term0: #3fc9bb; --term1: #ec84c9; --term2: #dcb04a; --term3: #74b3f2;
            --term4: #a3cf5a; --term5: #bda3ee;
          }
        }
        * { box-sizing: border-box; }
        html { -webkit-text-size-adjust: 100%; }
        body {
          margin: 0; background: var(--page); color: var(--ink);
          font: 15px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "PingFang SC",
            "Hiragino Sans GB", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC",
            sans-serif;
          font-variant-numeric: tabular-nums;
        }
        main { max-width: 1168px; margin: 0 auto; padding: 40px 24px 48px; }
        section { margin-top: 56px; }
        h1 { margin: 4px 0 0; font-size: 22px; line-height: 1.3; font-weight: 600; }
        h2 { margin: 0 0 4px; font-size: 21px; line-height: 1.3; font-weight: 650; }
        h3 { margin: 0 0 8px; font-size: 14px; font-weight: 600; }
        h1, h2, .verdict { overflow-wrap: anywhere; text-wrap: balance; }
        p { text-wrap: pretty; }
        .note, .overline, footer { color: var(--muted); }
        .note.below { margin: 18px 0 0; }
        .note { margin: 0 0 18px; max-width: 76ch; font-size: 14px; }
        .overline { margin: 0; font-size: 13px; }
        .name { unicode-bidi: isolate; overflow-wrap: anywhere; }
        small { font-size: 12px; color: var(--muted); }
        .scroll { overflow-x: auto; }
        ul { list-style: none; margin: 0; padding: 0; }
        figure { margin: 0; }

        .verdict {
          margin: 22px 0 26px; max-width: 32em; font-size: 30px; line-height: 1.28;
          font-weight: 650; letter-spacing: -0.012em;
        }
        .verdict span { display: block; text-wrap: balance; }
        .verdict span + span { margin-top: 6px; }
        :lang(zh) .verdict { letter-spacing: 0; line-height: 1.42; font-size: 27px; }
        :lang(zh) .verdict span { text-wrap: pretty; }
        .helped { color: var(--good); } .hurt { color: var(--bad); }
        .undecided { color: var(--muted); }
        .tiles {
          display: grid; grid-template-columns: repeat(auto-fit, minmax(168px, 1fr)); gap: 12px;
        }
        .tiles li {
          display: flex; flex-direction: column; padding: 14px 16px 13px;
          background: var(--surface); border: 1px solid var(--line); border-radius: 10px;
        }
        .tiles strong { font-size: 27px; line-height: 1.25; font-weight: 650; }
        .tiles span { font-size: 13.5px; }

        .charts { display: grid; grid-template-columns: repeat(3, minmax(0, 1fr)); gap: 16px; }
        .charts > .scroll { align-self: start; }
        .chart {
          display: flex; flex-direction: column; padding: 14px 14px 10px;
          background: var(--surface); border: 1px solid var(--line); border-radius: 10px;
        }
        .chart figcaption { font-size: 14px; font-weight: 600; }
        .chart > svg { display: block; width: 100%; height: auto; margin-top: auto; }
        .chart text { font-size: 11.5px; fill: var(--muted); }
        .grid line { stroke: var(--grid); stroke-width: 1; }
        .grid .base { stroke: var(--line); }
        .legend { display: flex; flex-wrap: wrap; gap: 0 14px; font-size: 12.5px; }
        .legend, .dots-head { color: var(--muted); }
        .legend svg.stroke { width: 22px; height: 10px; margin-right: 5px; }
        .key { width: 12px; height: 12px; margin-right: 5px; vertical-align: -1px; flex: none; }
        .role { white-space: nowrap; }

        .teacher { --tone: var(--teacher); } .student { --tone: var(--student); }
        .control { --tone: var(--control); } .assistant { --tone: var(--assistant); }
        .term0 { --tone: var(--term0); } .term1 { --tone: var(--term1); }
        .term2 { --tone: var(--term2); } .term3 { --tone: var(--term3); }
        .term4 { --tone: var(--term4); } .term5 { --tone: var(--term5); }
        .better { --tone: var(--good); } .worse { --tone: var(--bad); }
        .undecided { --tone: var(--muted); }
        .mark.ring { fill: var(--surface); stroke: var(--tone); stroke-width: 2.2; }
        .curve {
          fill: none; stroke: var(--tone); stroke-width: 2; stroke-linejoin: round;
          stroke-linecap: round;
        }
        .curve.reference { stroke-dasharray: 1 5; stroke-width: 2.2; }
        .band { fill: var(--tone); opacity: 0.16; }
        .mark { fill: var(--tone); stroke: var(--surface); stroke-width: 1.2; }
        .faint { fill: var(--tone); opacity: 0.35; }
        .bar { stroke: var(--tone); stroke-width: 2; opacity: 0.75; }
        .diagonal { stroke: var(--muted); stroke-dasharray: 3 4; opacity: 0.7; }
        .chart .names text {
          fill: var(--tone); font-size: 12.5px; font-weight: 600; paint-order: stroke;
          stroke: var(--surface); stroke-width: 3.5px; stroke-linejoin: round;
        }
        .chart .names .value { font-weight: 400; }
        .leader { fill: none; stroke: var(--tone); stroke-width: 1; opacity: 0.4; }
        .readings > g > * { opacity: 0; }
        .readings > g:hover > * { opacity: 1; }
        .readings rect { fill: transparent; }
        .readings line { stroke: var(--muted); stroke-width: 0.8; }
        .readings circle { fill: var(--tone); stroke: var(--surface); }
        .readings tspan[class] { fill: var(--tone); font-weight: 600; }

        table { border-collapse: collapse; }
        th { font-weight: 500; text-align: left; }
        .comparison, .pairs table { width: 100%; font-size: 14px; }
        .scroll:has(.comparison) {
          background: var(--surface); border: 1px solid var(--line); border-radius: 10px;
        }
        .comparison td, .comparison th, .pairs td, .pairs th {
          padding: 7px 16px; border-bottom: 1px solid var(--grid); vertical-align: baseline;
        }
        .comparison td, .comparison thead th + th { text-align: right; white-space: nowrap; }
        .comparison td small {
          display: inline-block; min-width: 50px; margin-left: 10px; text-align: left;
        }
        .comparison thead th { padding-top: 11px; vertical-align: top; font-weight: 600; }
        .comparison thead small { display: block; font-weight: 400; }
        .comparison tbody + tbody tr:first-child > * { border-top: 2px solid var(--line); }
        .comparison tbody:last-child tr:last-child > * { border-bottom: 0; }
        .best > span {
          padding: 2px 6px; margin-right: -6px; border-radius: 5px; font-weight: 650;
          color: var(--tone); background: color-mix(in srgb, var(--tone) 13%, transparent);
        }
        .none { color: var(--muted); }

        .classes {
          display: grid; grid-template-columns: minmax(0, 2fr) minmax(0, 1fr); gap: 16px;
        }
        .classes .note { margin: 10px 2px 0; font-size: 13px; }
        .dots {
          padding: 14px 16px 10px; background: var(--surface); border: 1px solid var(--line);
          border-radius: 10px; font-size: 13.5px;
        }
        .dots-head { display: flex; gap: 18px; margin-bottom: 6px; font-size: 12.5px; }
        .dots-row {
          display: grid; grid-template-columns: minmax(72px, 21%) 1fr 86px; gap: 18px;
          align-items: center; min-height: 28px;
        }
        .dots-row + .dots-row { border-top: 1px solid var(--grid); }
        .dots-row .value { text-align: right; white-space: nowrap; }
        .dots-row .value small { display: inline-block; min-width: 44px; }
        .track { position: relative; align-self: stretch; min-height: 20px; }
        .track b, .track span { position: absolute; top: 50%; transform: translate(-50%, -50%); }
        .track b { line-height: 0; }
        .track s { position: absolute; top: 0; bottom: 0; width: 1px; background: var(--grid); }
        .track .key { width: 13px; height: 13px; margin: 0; }
        .track i {
          position: absolute; top: calc(50% - 1px); height: 2px; border-radius: 1px; background: var(--line);
        }
        .gains .dots-row { grid-template-columns: minmax(84px, 17%) 1fr 168px; min-height: 34px; }
        .gains .dots-head { flex-wrap: wrap; }
        .gains .track s.zero { width: 0; background: none; border-left: 1.5px dashed var(--control); }
        .gains .track i { background: var(--tone); opacity: 0.45; height: 4px; top: calc(50% - 2px); }
        .gains .track u {
          position: absolute; top: 50%; width: 5px; height: 5px; border-radius: 50%;
          transform: translate(-50%, -50%); background: var(--tone); opacity: 0.55;
        }
        .gains .value { color: var(--tone); font-weight: 600; }
        .gains .dots-row .value small { min-width: 104px; font-weight: 400; }
        .pair { grid-template-columns: repeat(2, minmax(0, 1fr)); }
        .comparison.ranking { font-size: 13.5px; }
        .ranking td, .ranking th { padding: 7px 9px; }
        .ranking tr > :first-child { padding-left: 16px; }
        .comparison.ranking thead th + th { white-space: normal; }
        .comparison.ranking tr > :last-child { text-align: left; }
        .comparison.ranking td small { min-width: 38px; margin-left: 4px; }
        .comparison.ranking td:last-child { white-space: normal; line-height: 1.3; min-width: 112px; }
        .ranking .standing { color: var(--tone); font-weight: 600; }
        .ranking .alone > * { background: color-mix(in srgb, var(--control) 9%, transparent); }
        .ranking th small { display: block; font-weight: 400; overflow-wrap: anywhere; }
        .dots-axis { font-size: 11.5px; color: var(--muted); }
        .dots-axis span { white-space: nowrap; }

        .matrices { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 16px; }
        .matrix {
          padding: 14px; background: var(--surface); border: 1px solid var(--line);
          border-radius: 10px;
        }
        .matrix figcaption { margin-bottom: 6px; font-size: 14px; font-weight: 600; }
        .matrix table { width: 100%; table-layout: fixed; font-size: 12.5px; }
        .matrix table td { min-width: 22px; }
        .matrix tbody td {
          height: 31px; padding: 0; text-align: center; border: 1px solid var(--surface);
          background: color-mix(in srgb, var(--grid) 45%, transparent);
        }
        .matrix .dense { font-size: 10.5px; }
        .matrix .dense tbody td { height: 22px; }
        .matrix .dense .hit { font-weight: 500; letter-spacing: -0.04em; }
        .matrix thead th { height: 92px; padding: 0 0 6px; vertical-align: bottom; }
        .matrix thead th span {
          display: block; margin: auto; max-height: 86px; overflow: hidden; line-height: 1.15;
          writing-mode: vertical-rl; transform: rotate(180deg); font-size: 12px;
          text-overflow: ellipsis; white-space: nowrap; text-orientation: sideways;
        }
        :lang(zh) .matrix thead th span { transform: none; text-orientation: mixed; }
        .matrix thead td { width: 23%; }
        .matrix tbody th {
          padding: 0 8px 0 0; text-align: right; line-height: 1.15; font-size: 12px;
        }
        .matrix tbody td.hit { background: color-mix(in srgb, var(--tone) var(--depth), transparent); }
        .matrix tbody td.miss { background: color-mix(in srgb, var(--miss) var(--depth), transparent); }
        .matrix .hit { font-weight: 600; }
        .matrix .deep { color: #ffffff; }
        .pixels {
          display: grid; grid-template-columns: auto 1fr; gap: 4px 8px; font-size: 12px;
          color: var(--muted); text-align: center;
        }
        .pixels .rows { writing-mode: vertical-rl; transform: rotate(180deg); }
        .pixels .columns { grid-column: 2; }
        .matrix-picture {
          width: 100%; aspect-ratio: 1; image-rendering: pixelated; border: 1px solid var(--line);
        }
        .pairs { margin-top: 24px; }
        .pairs table { max-width: 760px; }
        .pairs td + td, .pairs th + th + th { text-align: right; }
        .pairs thead th { color: var(--muted); font-size: 12.5px; }
        .pairs td, .pairs th { padding: 5px 16px 5px 0; border-color: var(--line); }

        .gallery {
          display: grid; grid-template-columns: repeat(auto-fill, minmax(164px, 1fr)); gap: 14px;
        }
        .gallery li {
          padding: 12px; background: var(--surface); border: 1px solid var(--line);
          border-radius: 10px; font-size: 13px;
        }
        .gallery img {
          display: block; width: 100%; aspect-ratio: 1; object-fit: contain; border-radius: 5px;
          background: var(--page);
        }
        .sharp { image-rendering: pixelated; }
        .truth { margin: 8px 0 7px; font-weight: 600; font-size: 14px; }
        .truth small { display: block; font-weight: 400; line-height: 1.2; }
        .answer + .answer { margin-top: 7px; }
        .answer p { display: flex; align-items: center; margin: 0; }
        .answer .name {
          flex: 0 1 auto; min-width: 0; line-height: 1.3;
        }
        .answer .value { margin-left: auto; padding-left: 6px; color: var(--muted); }
        .right, .wrong { padding-left: 5px; font-weight: 700; }
        .right { color: var(--good); } .wrong { color: var(--bad); }
        .meter { height: 3px; margin-top: 2px; border-radius: 2px; background: var(--grid); }
        .meter i { display: block; height: 3px; border-radius: 2px; background: var(--tone); }

        .notes { max-width: 76ch; margin-bottom: 16px; }
        .notes li { padding-left: 14px; text-indent: -14px; }
        .notes li::before { content: "\\2013"; display: inline-block; width: 14px; text-indent: 0; }
        details {
          margin-top: 12px; background: var(--surface); border: 1px solid var(--line);
          border-radius: 10px;
        }
        .classes details .dots { border: 0; }
        summary { padding: 10px 16px; font-weight: 600; font-size: 14px; cursor: pointer; }
        pre, dl { margin: 0; padding: 4px 16px 16px; font-size: 13px; }
        pre {
          overflow-x: auto; line-height: 1.5;
          font-family: ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas,
            "DejaVu Sans Mono", monospace;
        }
        dl { columns: 2; column-gap: 40px; }
        dl div {
          display: flex; gap: 16px; justify-content: space-between; padding: 4px 0;
          border-bottom: 1px solid var(--grid); break-inside: avoid;
        }
        dt { color: var(--muted); flex: none; }
        dd { margin: 0; text-align: right; overflow-wrap: anywhere; min-width: 0; }
        footer { margin-top: 48px; font-size: 13px; }

        @media (max-width: 1000px) {
          .charts { grid-template-columns: repeat(2, minmax(0, 1fr)); }
          .classes, .matrices { grid-template-columns: minmax(0, 1fr); }
          .classes figure { max-width: 460px; }
        }
        @media (max-width: 640px) {
          main { padding: 24px 14px 32px; }
          section { margin-top: 42px; }
          .verdict, :lang(zh) .verdict { font-size: 22px; }
          .charts, .pair { grid-template-columns: minmax(0, 1fr); }
          .gains .dots-row { grid-template-columns: minmax(64px, 22%) 1fr 92px; gap: 10px; }
          .gains .dots-row .value small { min-width: 0; }
          .tiles { grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 8px; }
          .tiles li { padding: 11px 12px; }
          .tiles strong { font-size: 22px; }
          .comparison { font-size: 12.5px; }
          .comparison td, .comparison th { padding: 6px 5px; }
          .comparison tr > :first-child { min-width: 76px; padding-left: 10px; }
          .comparison .key { display: none; }
          .comparison thead th:last-child { white-space: normal; }
          .comparison td small {
            display: block; margin: 0; min-width: 0; font-size: 11px; text-align: right;
          }
          .dots { padding: 12px 10px; }
          .dots-row { grid-template-columns: minmax(60px, 24%) 1fr 40px; gap: 12px; }
          .dots-row .value small { display: block; line-height: 1.1; }
          .gallery { grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 8px; }
          .gallery li { padding: 9px; }
          .matrix { padding: 10px; }
          .matrix table { font-size: 11px; }
          .matrix tbody td { height: 26px; }
          .pairs td, .pairs th { padding-right: 9px; font-size: 13px; }
          dl { columns: 1; }
        }
        @media print {
          :root { --page: #ffffff; }
          body { font-size: 12px; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
          main { padding: 0; }
          section { margin-top: 28px; }
          .matrices { display: block; }
          .matrix { max-width: 540px; margin-bottom: 14px; }
          figure, .tiles li, .gallery li, tr { break-inside: avoid; }
          h2, .note { break-after: avoid; }
          ::details-content { content-visibility: visible; block-size: auto; }
          pre { white-space: pre-wrap; }
        }

        """
}

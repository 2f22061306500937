"""Makes the files of the table tests with Python's csv, json and codecs, and what those read.

    python make.py

Everything is written beside this script and is a few kilobytes in all.
"""

import csv
import io
import json
from pathlib import Path

HERE = Path(__file__).parent

# Texts that separators, quote marks and line breaks make hard.
ROWS = [
    ["text", "pair", "label"],
    ["plain", "words", "1"],
    ["comma, inside", 'say "hello"', "0"],
    ["two\nlines", 'quotes ""twice""', "1"],
    ["", "an empty text", "0"],
    ["中山东路１２号, 3栋", "中山东路12号\"三\"栋", "2"],
    ['"', '""', "1"],
    ["a,b;c", "tab\there", "0"],
    ["\U0001f600 emoji", "naïve café", "2"],
]


def csv_text(rows, **options):
    out = io.StringIO(newline="")
    csv.writer(out, **options).writerows(rows)
    return out.getvalue()


# RFC 4180 with CR LF, as Python's csv module writes it; in UTF-8 with a byte-order mark.
(HERE / "quotes.csv").write_bytes(b"\xef\xbb\xbf" + csv_text(ROWS).encode("utf-8"))
# The same table in other encodings.
(HERE / "gb18030.csv").write_bytes(csv_text(ROWS).encode("gb18030"))
(HERE / "utf16le.csv").write_bytes(b"\xff\xfe" + csv_text(ROWS).encode("utf-16-le"))
(HERE / "utf16be.csv").write_bytes(b"\xfe\xff" + csv_text(ROWS).encode("utf-16-be"))
# All fields quoted, LF, semicolons.
(HERE / "semicolons.csv").write_bytes(
    csv_text(ROWS, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\n").encode("utf-8")
)
(HERE / "quotes.json").write_text(
    json.dumps(list(csv.reader(io.StringIO(csv_text(ROWS), newline=""))), indent=1)
)

# Characters of one, two and four bytes in GB18030, and broken bytes.
samples = ["abc", "号楼", "𠀀𪚥", "€£", "\u3007\ue000", "ﷺ"]
broken = ["81", "8130", "ff41", "813081", "4180"]
for text in broken:
    try:
        bytes.fromhex(text).decode("gb18030")
        raise SystemExit(f"{text} is valid")
    except UnicodeDecodeError:
        pass
(HERE / "gb18030.json").write_text(
    json.dumps(
        {
            "valid": [{"hex": s.encode("gb18030").hex(), "text": s} for s in samples],
            "broken": broken,
        },
        indent=1,
    )
)

# JSON lines with escapes, numbers, lists and what is no object.
objects = [
    {"text": "escapes \" \\ \n \u00e9 \U0001f600", "label": 1, "scores": [0.25, 0.75]},
    {"text": "number as a text: 1", "label": "1", "scores": [1, 0]},
    {"label": 0, "text": "keys in another order", "scores": [0.5, 0.5], "more": {"a": [1, {}]}},
    {"text": 42, "label": 0, "scores": [0.125, 0.875]},
]
(HERE / "rows.jsonl").write_text("".join(json.dumps(o) + "\r\n" for o in objects))

"""Small tokenizers of every kind, and what the `tokenizers` library makes of many lines with them.

Needs: tokenizers 0.23, sentencepiece (its charsmap is taken from a model that it trains).

    python make.py

Every tokenizer is trained on lines that a generator makes; `Lines` here and `SeededLines` in Swift make
the same ones. `expected.json` holds a hash of the ids of every 500 of 5,000 lines.
"""

import base64
import hashlib
import json
import tempfile
from collections import Counter
from pathlib import Path

import sentencepiece
from tokenizers import AddedToken, Regex, Tokenizer
from tokenizers import decoders, models, normalizers, pre_tokenizers, processors, trainers

HERE = Path(__file__).resolve().parent
LINES, CHUNK, PAIR_LENGTH = 5000, 500, 24
# Of so many lines also pairs are encoded, and tokens decoded.
FURTHER = 1000
MASK = (1 << 64) - 1


class Lines:
    """Lines of text from a seed: addresses, sentences, other scripts, odd characters, special tokens."""

    def __init__(self, seed):
        self.state = seed
        self.material = json.loads((HERE / "material.json").read_text(encoding="utf-8"))

    def below(self, count):
        """SplitMix64 (Steele, Lea and Flood, 2014), its upper 32 bits modulo `count`."""
        self.state = self.state + 0x9E3779B97F4A7C15 & MASK
        mixed = (self.state ^ self.state >> 30) * 0xBF58476D1CE4E5B9 & MASK
        mixed = (mixed ^ mixed >> 27) * 0x94D049BB133111EB & MASK
        return ((mixed ^ mixed >> 31) >> 32) % count

    def one(self, kind):
        return self.material[kind][self.below(len(self.material[kind]))]

    def scalar(self):
        low, high = self.one("blocks")
        return chr(low + self.below(high - low + 1))

    def word(self):
        kind = self.below(12)
        if kind < 6:
            return self.one("words")
        if kind < 8:
            return self.one("words") + self.one("marks")
        if kind == 8:
            return self.one("places")
        if kind == 9:
            return str(self.below(100000))
        if kind == 10:
            return self.one("emoji")
        return self.one("words") + self.scalar()

    def line(self):
        kind = self.below(6)
        if kind < 2:
            text = self.one("places")
            for _ in range(1 + self.below(3)):
                text += self.one("streets") + str(self.below(2000)) + self.one("ends")
            return text
        if kind < 4:
            return " ".join([self.word() for _ in range(1 + self.below(12))])
        text = ""
        for _ in range(self.below(24)):
            part = self.below(8)
            if part < 4:
                text += self.scalar()
            elif part == 4:
                text += self.one("odd")
            elif part == 5:
                text += self.one("emoji")
            elif part == 6:
                text += self.word()
            else:
                text += self.one("tokens")
        return text

    def lines(self, count):
        return [self.line() for _ in range(count)]


CORPUS = Lines(1).lines(3000)
BERT_TOKENS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
ROBERTA_TOKENS = ["<s>", "<pad>", "</s>", "<unk>", AddedToken("<mask>", lstrip=True)]
LLAMA_PATTERN = (
    r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*"
    r"|\s*[\r\n]+|\s+(?!\S)|\s+")


def word_piece(normalizer, splitter=None, size=500):
    tokenizer = Tokenizer(models.WordPiece(unk_token="[UNK]"))
    tokenizer.normalizer = normalizer
    tokenizer.pre_tokenizer = splitter or pre_tokenizers.BertPreTokenizer()
    tokenizer.decoder = decoders.WordPiece()
    tokenizer.train_from_iterator(CORPUS, trainers.WordPieceTrainer(
        vocab_size=size, special_tokens=BERT_TOKENS, limit_alphabet=220, show_progress=False))
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", pair="[CLS] $A [SEP] $B:1 [SEP]:1",
        special_tokens=[("[CLS]", 2), ("[SEP]", 3)])
    return tokenizer


def byte_level(splitter, tokens, normalizer=None, **options):
    tokenizer = Tokenizer(models.BPE(**options))
    if normalizer:
        tokenizer.normalizer = normalizer
    tokenizer.pre_tokenizer = splitter
    tokenizer.decoder = decoders.ByteLevel()
    tokenizer.train_from_iterator(CORPUS, trainers.BpeTrainer(
        vocab_size=450, special_tokens=tokens, show_progress=False,
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet()))
    return tokenizer


def unigram(normalizer, splitter):
    tokenizer = Tokenizer(models.Unigram())
    tokenizer.normalizer = normalizer
    tokenizer.pre_tokenizer = splitter
    tokenizer.decoder = decoders.Metaspace()
    # It wants every character of its corpus in the vocabulary.
    common = {character for character, _ in Counter("".join(CORPUS)).most_common(180)} - {"\0"}
    corpus = ["".join(character for character in line if character in common) for line in CORPUS]
    tokenizer.train_from_iterator(corpus, trainers.UnigramTrainer(
        vocab_size=400, special_tokens=ROBERTA_TOKENS, unk_token="<unk>", show_progress=False))
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", pair="<s> $A </s> </s> $B </s>",
        special_tokens=[("<s>", 0), ("</s>", 2)])
    return tokenizer


def fields(message):
    """The fields of a message of protocol buffers."""
    place = 0

    def number():
        nonlocal place
        value = shift = 0
        while True:
            byte = message[place]
            place += 1
            value |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                return value

    while place < len(message):
        key = number()
        if key & 7 == 0:
            yield key >> 3, number()
        else:
            size = {1: 8, 2: None, 5: 4}[key & 7]
            size = number() if size is None else size
            yield key >> 3, message[place:place + size]
            place += size


def charsmap():
    """A small table of replacements, compiled by SentencePiece from rules."""
    rules = {"Ａ": "A", "ﬁ": "fi", "①": "1", "㍿": "株式会社", "ｶﾞ": "ガ", "　": " ", "\t": " ", "é": "E",
             "e\u0301": "é", "\u200b": "", "…": "..."}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "rules.tsv").write_text("".join(
            "\t".join(" ".join(f"{ord(c):X}" for c in text) for text in rule) + "\n"
            for rule in rules.items()))
        (folder / "corpus.txt").write_text("\n".join(["a b c d e f"] * 20))
        sentencepiece.SentencePieceTrainer.train(
            input=str(folder / "corpus.txt"), model_prefix=str(folder / "model"), vocab_size=11,
            normalization_rule_tsv=str(folder / "rules.tsv"), minloglevel=2)
        model = (folder / "model.model").read_bytes()
    return dict(fields(dict(fields(model))[3]))[2]


def tokenizers():
    yield "bert", word_piece(normalizers.BertNormalizer())
    yield "bert-cased", word_piece(normalizers.BertNormalizer(
        clean_text=False, handle_chinese_chars=False, strip_accents=False, lowercase=False))
    added = word_piece(normalizers.BertNormalizer(strip_accents=False))
    added.add_tokens([AddedToken("Day", single_word=True), "café", AddedToken("人民路", normalized=True)])
    added.add_special_tokens([AddedToken("[X]", lstrip=True, rstrip=True)])
    added.post_processor = processors.BertProcessing(("[SEP]", 3), ("[CLS]", 2))
    yield "bert-added", added
    yield "word-piece-split", word_piece(
        normalizers.Sequence([normalizers.NFD(), normalizers.StripAccents(), normalizers.Lowercase()]),
        pre_tokenizers.Sequence([
            pre_tokenizers.Split(Regex(r"[\r\n]"), "merged_with_previous"),
            pre_tokenizers.Split("路", "merged_with_next"),
            pre_tokenizers.Split(Regex(r"\w+|[^\w\s]+"), "removed", invert=True),
            pre_tokenizers.Punctuation("contiguous"), pre_tokenizers.Digits(individual_digits=True),
            pre_tokenizers.Whitespace()]))
    yield "gpt2", byte_level(pre_tokenizers.ByteLevel(add_prefix_space=False), ["<|end|>"])
    roberta = byte_level(pre_tokenizers.ByteLevel(add_prefix_space=True), ROBERTA_TOKENS)
    roberta.post_processor = processors.RobertaProcessing(("</s>", 2), ("<s>", 0))
    yield "roberta", roberta
    llama = byte_level(
        pre_tokenizers.Sequence([
            pre_tokenizers.Split(Regex(LLAMA_PATTERN), "isolated"),
            pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)]),
        ["<|end|>"], normalizers.NFC(), ignore_merges=True)
    llama.post_processor = processors.Sequence([
        processors.ByteLevel(trim_offsets=False), processors.TemplateProcessing(
            single="<|end|> $A", pair="<|end|> $A <|end|>:1 $B:1", special_tokens=[("<|end|>", 0)])])
    yield "llama", llama

    whole = Tokenizer(models.BPE(unk_token="<unk>", byte_fallback=True, fuse_unk=True))
    whole.normalizer = normalizers.Sequence([normalizers.Prepend("▁"), normalizers.Replace(" ", "▁")])
    whole.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="never")
    whole.train_from_iterator(CORPUS, trainers.BpeTrainer(
        vocab_size=650, limit_alphabet=200, show_progress=False,
        special_tokens=["<unk>", "<s>", "</s>"] + [f"<0x{byte:02X}>" for byte in range(256)]))
    content = json.loads(whole.to_str())
    content["pre_tokenizer"] = None
    content["added_tokens"] = content["added_tokens"][:3]
    whole = Tokenizer.from_str(json.dumps(content))
    whole.decoder = decoders.Sequence([
        decoders.Replace("▁", " "), decoders.ByteFallback(), decoders.Fuse(),
        decoders.Strip(" ", 1, 0)])
    yield "byte-fallback", whole

    yield "unigram", unigram(
        normalizers.Sequence([
            normalizers.Nmt(), normalizers.NFKC(), normalizers.Replace(Regex(" {2,}"), " ")]),
        pre_tokenizers.Metaspace())
    first = unigram(
        normalizers.Sequence([
            normalizers.Precompiled(charsmap()), normalizers.Strip(left=False, right=True),
            normalizers.NFKD(), normalizers.Lowercase()]),
        pre_tokenizers.Metaspace(prepend_scheme="first"))
    yield "unigram-charsmap", first


def expected(tokenizer, lines):
    hashes = {"single": [], "pairs": [], "decoded": []}

    def add(name, texts):
        content = "".join(text + "\n" for text in texts).encode()
        hashes[name].append(hashlib.sha256(content).hexdigest()[:16])

    for start in range(0, len(lines), CHUNK):
        chunk = lines[start:start + CHUNK]
        tokenizer.no_truncation()
        single = [tokenizer.encode(line) for line in chunk]
        add("single", [" ".join(map(str, encoding.ids)) for encoding in single])
        if start >= FURTHER:
            continue
        add("decoded", [tokenizer.decode(encoding.ids) for encoding in single])
        tokenizer.enable_truncation(PAIR_LENGTH)
        pairs = [tokenizer.encode(*pair) for pair in zip(chunk, chunk[1:])]
        add("pairs", [" ".join(map(str, encoding.ids + encoding.type_ids)) for encoding in pairs])
    return hashes


def tie_free_corpus():
    """Words whose neighbours are all of different frequency at every step, and what is joined in turn.

    The library breaks ties by ids that differ from run to run, so that a comparison needs a corpus
    without any: where twenty runs agree, there are none.
    """
    words = ["street", "streets", "stream", "road", "roads", "river", "riverside", "north", "northern"]
    for seed in range(1000):
        chance = Lines(seed)
        corpus = [word for word in words for _ in range(20 + chance.below(400))]
        found = []
        for _ in range(20):
            tokenizer = Tokenizer(models.WordPiece(unk_token="[UNK]"))
            tokenizer.normalizer = normalizers.BertNormalizer()
            tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
            tokenizer.train_from_iterator(corpus, trainers.WordPieceTrainer(
                vocab_size=45, special_tokens=BERT_TOKENS, show_progress=False))
            vocabulary = sorted(tokenizer.get_vocab().items(), key=lambda item: item[1])
            found.append([token for token, _ in vocabulary if len(token.removeprefix("##")) > 1])
        if all(joined == found[0] for joined in found):
            return {"counts": {word: corpus.count(word) for word in words},
                    "characters": sorted(
                        token for token in tokenizer.get_vocab() if token not in found[0]),
                    "size": 45, "joined": found[0][len(BERT_TOKENS):]}
    raise SystemExit("no corpus without ties was found")


def main():
    lines = Lines(2).lines(LINES)
    content = hashlib.sha256("".join(line + "\n" for line in lines).encode()).hexdigest()[:16]
    results = {"lines": content, "tokenizers": {}}
    for name, tokenizer in tokenizers():
        (HERE / f"{name}.json").write_text(
            json.dumps(json.loads(tokenizer.to_str()), ensure_ascii=False, separators=(",", ":")) + "\n",
            encoding="utf-8")
        # Scores lose a digit on their way through the file, so the numbers are those of what is in it.
        tokenizer = Tokenizer.from_file(str(HERE / f"{name}.json"))
        results["tokenizers"][name] = expected(tokenizer, lines)
    (HERE / "expected.json").write_text(json.dumps(results, indent=1) + "\n")
    (HERE / "vocabulary.json").write_text(json.dumps(tie_free_corpus(), indent=1) + "\n")


main()

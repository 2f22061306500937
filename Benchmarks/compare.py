"""Runs the product beside PyTorch and writes the figures down; Benchmarks/run starts it.

Every program works in portions on request and sleeps in between, so the sides take turns, a second
or so each, and whatever else the machine does meets them all. Figures are medians over the rounds;
a ratio is the median of the rounds' ratios. Before anything is timed, the losses of the first steps
show that all sides compute the same.
"""

import argparse
import datetime
import importlib.metadata
import importlib.util
import json
import os
import platform
import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import torch

import inputs

HERE = Path(__file__).resolve().parent
BATCH, TEXT_BATCH, THREADS = 64, 32, 2
STEPS_COMPARED, LOSS_TOLERANCE = 5, 2e-3


class Side:
    """A program that works in portions."""

    def __init__(self, name, command):
        self.name = name
        self.rates = []
        self.process = subprocess.Popen(
            [str(part) for part in command], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def work(self, units):
        self.process.stdin.write(f"{units}\n")
        self.process.stdin.flush()
        return self.answer()

    def answer(self):
        line = self.process.stdout.readline()
        if not line:
            sys.exit(f"error: {self.name} ended early, with {self.process.wait()}")
        return json.loads(line)

    def peak_memory(self):
        """Ends the program."""
        self.process.stdin.close()
        peak = self.answer()["peakMemoryBytes"]
        self.process.wait()
        return peak


def require_same_losses(sides, steps):
    """Every side takes the same first steps; how far its losses are from the first side's."""
    losses = [side.work(steps)["losses"] for side in sides]
    distances = [
        max(abs(own - first) / abs(first) for own, first in zip(row, losses[0])) for row in losses]
    for side, row, distance in zip(sides, losses, distances):
        if not distance < LOSS_TOLERANCE:
            sys.exit(f"error: the sides compute different things: losses of {sides[0].name} are "
                     f"{losses[0]}, of {side.name} {row}")
    return max(distances)


def take_turns(sides, rounds, seconds, size=BATCH):
    """Lets the sides work in turn; each round the other way round. A unit of work is `size` examples."""
    units = {}
    for side in sides:
        side.work(1)
        units[side] = max(1, round(2 * seconds / side.work(2)["seconds"]))
    for number in range(rounds):
        for side in sides if number % 2 == 0 else reversed(sides):
            side.rates.append(units[side] * size / side.work(units[side])["seconds"])
        print(".", end="", flush=True)
    print()


def measured(sides, compared=0.0):
    first = sides[0].rates
    return {
        "lossDistance": compared,
        "sides": {
            side.name: {
                "examplesPerSecond": statistics.median(side.rates),
                "rounds": side.rates,
                "peakMemoryBytes": side.peak_memory(),
                "productIsTimesAsFast": statistics.median(a / b for a, b in zip(first, side.rates)),
            } for side in sides},
    }


def training(product, folder, student, teacher, options, stored=False):
    """Training steps; with stored labels the other sides still ask their teacher."""
    networks = ["--student", student] + (["--teacher", teacher] if teacher else [])
    common = networks + ["--folder", folder, "--threads", THREADS, "--batch", BATCH]
    loop = [sys.executable, HERE / "pytorch_loop.py"]
    title = f"{teacher + ' → ' if teacher else ''}{student}{', stored labels' if stored else ''}"
    print(title, end=" ", flush=True)
    sides = [
        Side("product", [product, "step"] + common + (["--stored"] if stored else [])),
        Side("plain PyTorch", loop + common),
        Side("tuned PyTorch", loop + common + ["--tuned"]),
    ]
    compared = require_same_losses(sides, STEPS_COMPARED)
    take_turns(sides, options.rounds, options.seconds)
    return measured(sides, compared)


# What each is asked for beside its defaults. The weight stands here since both sides are given it.
METHODS = [
    {"kind": "fitnet", "weight": 100}, {"kind": "feature-mse", "weight": 1},
    {"kind": "cosine", "weight": 1}, {"kind": "attention-transfer", "weight": 1000},
    {"kind": "nst", "weight": 50}, {"kind": "vid", "weight": 1}, {"kind": "ab", "weight": 1},
    {"kind": "factor-transfer", "weight": 200}, {"kind": "fsp", "weight": 50, "start-up-epochs": 1},
    {"kind": "ofd", "weight": 0.001}, {"kind": "review-kd", "weight": 1}, {"kind": "srrl", "weight": 1},
    {"kind": "cat-kd", "weight": 1.8}, {"kind": "crd", "weight": 0.8, "negatives": 1024},
    {"kind": "rkd", "weight": 1}, {"kind": "pkt", "weight": 30000},
    {"kind": "similarity-preserving", "weight": 3000}, {"kind": "correlation-congruence", "weight": 0.02},
    {"kind": "ickd", "weight": 2.5},
]
IN_START_UP = ["fsp", "ab"]


def method_step(product, folder, method, options):
    """The loss of one method and its gradients, the networks' outputs being there."""
    print(f"{method['kind']} ", end="", flush=True)
    common = ["--folder", folder, "--method", json.dumps(method), "--threads", THREADS]
    start_up = ["--start-up"] if method["kind"] in IN_START_UP else []
    sides = [
        Side("product", [product, "method"] + common + start_up),
        Side("PyTorch", [sys.executable, HERE / "pytorch_method.py"] + common),
    ]
    # Its negatives are drawn by chance, so that the sides cannot have the same.
    compared = 0.0 if method["kind"] == "crd" else require_same_losses(sides, 1)
    take_turns(sides, options.method_rounds, options.seconds / 2)
    return measured(sides, compared)


def labelling(product, folder, teacher, options):
    """A teacher's answers, written down by the product; the other side only computes them."""
    print(f"{teacher} labels ", end="", flush=True)
    common = ["--teacher", teacher, "--folder", folder, "--threads", THREADS, "--batch", BATCH]
    sides = [
        Side("product", [product, "label"] + common),
        Side("plain PyTorch", [sys.executable, HERE / "pytorch_inference.py"] + common),
    ]
    compared = require_same_losses(sides, STEPS_COMPARED)
    take_turns(sides, options.rounds, options.seconds)
    return measured(sides, compared)


def store(product):
    found = subprocess.run([product, "store"], check=True, stdout=subprocess.PIPE, text=True)
    return json.loads(found.stdout)


def reading(product, folder, options):
    print("JPEG folder ", end="", flush=True)
    common = ["--folder", folder, "--batch", BATCH]
    sides = [
        Side("product", [product, "read"] + common),
        Side("torchvision", [sys.executable, HERE / "torchvision_loader.py"] + common),
    ]
    take_turns(sides, options.rounds, options.seconds)
    return measured(sides)


def tokenising(product, folder, options):
    """Short addresses encoded; `None` where this Python has no library to compare with."""
    if importlib.util.find_spec("tokenizers") is None:
        print("tokenising skipped: this Python has no tokenizers")
        return None
    print("tokenising ", end="", flush=True)
    common = ["--folder", folder, "--batch", BATCH, "--compared", STEPS_COMPARED * 20]
    other = [sys.executable, HERE / "tokenizers_batch.py"] + common
    sides = [
        Side("product", [product, "tokenize"] + common),
        Side("tokenizers", other),
        Side("tokenizers, without offsets", other + ["--without-offsets"]),
    ]
    # Sums of ids: they are equal or the sides differ.
    compared = require_same_losses(sides, STEPS_COMPARED * 20)
    if compared:
        sys.exit(f"error: the sides find different tokens: sums of ids differ by {compared}")
    take_turns(sides, options.rounds, options.seconds / 2)
    return measured(sides)


def text_answers(product, folder, options, lines=None):
    """BERT-base answers to a full batch of 32 × 64 tokens, or to the texts of a file."""
    print(f"bert-base answers{', mixed lengths' if lines else ''} ", end="", flush=True)
    common = ["--folder", folder, "--network", "bert-base", "--threads", THREADS]
    common += ["--lines", lines] if lines else []
    sides = [
        Side("product", [product, "text-answers"] + common),
        Side("transformers", [sys.executable, HERE / "transformers_answers.py"] + common),
    ]
    compared = require_same_losses(sides, 1)
    size = len((folder / lines).read_text(encoding="utf-8").splitlines()) if lines else TEXT_BATCH
    take_turns(sides, options.text_rounds, options.seconds, size)
    return measured(sides, compared)


def text_step(product, folder, options):
    """Steps of TinyBERT-4 with stored labels on both sides, dropout on but for the compared ones."""
    print("tinybert-4 step ", end="", flush=True)
    common = ["--folder", folder, "--student", "tinybert-4", "--threads", THREADS, "--batch", TEXT_BATCH,
              "--compared", STEPS_COMPARED]
    sides = [
        Side("product", [product, "text-step"] + common),
        Side("transformers", [sys.executable, HERE / "transformers_step.py"] + common),
    ]
    compared = require_same_losses(sides, STEPS_COMPARED)
    take_turns(sides, options.text_rounds, 2 * options.seconds, TEXT_BATCH)
    return measured(sides, compared)


def texts(product, folder, options):
    """What is measured beside transformers; empty where this Python has not got it."""
    if importlib.util.find_spec("transformers") is None:
        print("text networks skipped: this Python has no transformers")
        return {}
    import text_inputs
    text_inputs.write(folder)
    return {
        "fullBatches": text_answers(product, folder, options),
        "mixedLengths": text_answers(product, folder, options, "mixed.txt"),
        "step": text_step(product, folder, options),
    }


def help_seconds(tool, count=10):
    times = []
    for _ in range(count):
        began = time.perf_counter()
        subprocess.run([tool, "--help"], check=True, stdout=subprocess.DEVNULL)
        times.append(time.perf_counter() - began)
    return statistics.median(times)


def rows(results):
    """What is promised: name, figure, bound, whether at least (or at most), and how to write it."""
    kd, alone = results["distillation"]["sides"], results["training"]["sides"]
    memory = max(
        sides["product"]["peakMemoryBytes"] / sides["plain PyTorch"]["peakMemoryBytes"]
        for sides in (kd, alone))
    return [
        ("KD step, resnet56 → resnet20, teacher live",
         kd["plain PyTorch"]["productIsTimesAsFast"], 1.2, True, "{:.2f} × PyTorch"),
        ("training step, resnet20 alone",
         alone["plain PyTorch"]["productIsTimesAsFast"], 1.1, True, "{:.2f} × PyTorch"),
        ("peak memory of the same, the larger ratio", memory, 1.0, False, "{:.2f} × PyTorch"),
        ("32×32 JPEG folder read, decoded, augmented, one thread",
         results["reading"]["sides"]["product"]["examplesPerSecond"], 10_000, True,
         "{:,.0f} pictures/s"),
        ("KD step, resnet56 → resnet20, stored labels",
         results["storedDistillation"]["sides"]["plain PyTorch"]["productIsTimesAsFast"], 2.1, True,
         "{:.2f} × PyTorch, teacher live"),
        ("labelling, resnet56, one view",
         results["labelling"]["sides"]["plain PyTorch"]["productIsTimesAsFast"], 1.2, True,
         "{:.2f} × PyTorch, eager inference"),
        ("label store, 50,000 examples of 10 classes, fp16, index included",
         results["store"]["bytes"] / 1e6, 1.5, False, "{:.2f} MB"),
        ("opening and verifying it, the slowest of ten times",
         results["store"]["openingSeconds"] * 1000, 50, False, "{:.1f} ms"),
        ("`distill --help`", results["helpSeconds"], 0.3, False, "{:.3f} s"),
    ] + tokenising_rows(results["tokenising"]) + text_rows(results["texts"]) + [
        (f"loss of `{kind}`, forwards and backwards", sides["sides"]["PyTorch"]["productIsTimesAsFast"],
         1.0, True, "{:.2f} × PyTorch") for kind, sides in results["methods"].items()
    ]


def tokenising_rows(result):
    """The figure against the faster of the library's two calls; no row where nothing was compared."""
    if not result:
        return []
    ratio = min(
        side["productIsTimesAsFast"] for name, side in result["sides"].items() if name != "product")
    return [("short addresses tokenised, one thread", ratio, 2.0, True, "{:.2f} × tokenizers")]


def text_rows(results):
    promised = [
        ("fullBatches", "BERT-base, 32 × 64 tokens", 1.0),
        ("mixedLengths", "BERT-base, texts of mixed lengths, from text to answer", 1.0),
        ("step", "TinyBERT-4 training step, labels stored on both sides", 1.15),
    ]
    return [
        (name, results[key]["sides"]["transformers"]["productIsTimesAsFast"], bound, True,
         "{:.2f} × transformers")
        for key, name, bound in promised if key in results]


def processor():
    try:
        found = re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text())
    except OSError:
        found = None
    return found[1].strip() if found else platform.processor() or platform.machine()


def machine():
    return {
        "processor": processor(),
        "cores": os.cpu_count(),
        "instructions": torch.backends.cpu.get_cpu_capability(),
        "system": platform.platform(),
        "loadBefore": os.getloadavg(),
        "torch": torch.__version__,
        "torchvision": importlib.metadata.version("torchvision"),
        "pillow": importlib.metadata.version("pillow"),
        "python": platform.python_version(),
    }


def markdown(results):
    facts = results["machine"]
    lines = [
        f"# Speed and memory, {results['date']}", "",
        f"{facts['processor']}, {facts['cores']} cores, {facts['instructions']}, {facts['system']}. "
        f"libtorch {results['libtorch']}; PyTorch {facts['torch']}, torchvision "
        f"{facts['torchvision']}, Pillow {facts['pillow']}, Python {facts['python']}. Load (1 minute) "
        f"{facts['loadBefore'][0]:.1f} before and {facts['loadAfter'][0]:.1f} after, the benchmark's own "
        "included.", "",
        "| work | found | bound | |", "|---|---|---|---|",
    ]
    for name, figure, bound, at_least, form in rows(results):
        kept = figure >= bound if at_least else figure <= bound
        lines.append(
            f"| {name} | {form.format(figure)} | at {'least' if at_least else 'most'} "
            f"{form.format(bound)} | {'kept' if kept else 'missed'} |")
    lines += ["", "| work | side | pictures or texts/s | product is × as fast | peak memory |",
              "|---|---|---|---|---|"]
    for key, title in (
            ("distillation", "KD step"), ("storedDistillation", "KD step, stored labels"),
            ("training", "training step"), ("labelling", "labelling"), ("reading", "reading"),
            ("tokenising", "tokenising, addresses"), ("fullBatches", "BERT-base, full batches"),
            ("mixedLengths", "BERT-base, mixed lengths"), ("step", "TinyBERT-4 step")):
        found = results.get(key) or results["texts"].get(key)
        if not found:
            continue
        for name, side in found["sides"].items():
            lines.append(
                f"| {title} | {name} | {side['examplesPerSecond']:,.1f} | "
                f"{side['productIsTimesAsFast']:.2f} | {side['peakMemoryBytes'] / 2**20:,.0f} MiB |")
    lines += [
        "",
        f"Steps: 32×32 pictures in memory, batch {BATCH}, {THREADS} threads, float32, SGD with Nesterov "
        "momentum 0.9 and decay 5e-4; KD at temperature 4, alpha 0.9. All sides begin with the same "
        f"weights and see the same batches; over the first {STEPS_COMPARED} steps their losses differed by "
        f"{max(results[key]['lossDistance'] for key in ('distillation', 'training')):.0e} at most "
        "(relative).",
        "",
        "Plain PyTorch is what a person writes: contiguous tensors, rectifiers and sums in place as "
        "torchvision has them, the teacher in evaluation mode under `no_grad`, `torch.optim.SGD` in its "
        "default form. Tuned PyTorch adds channels-last tensors, batch normalisation of the teacher folded "
        "into its convolutions, and the fused optimiser: it is here so that nobody takes the ratio for "
        "more than it is.",
        "",
        f"Reading: {inputs.PICTURES:,} JPEG files of 32×32 pixels, cropped with padding 4, flipped and "
        "normalised; torchvision is its `ImageFolder` in a `DataLoader` without workers.",
        "",
        "Tokenising: made-up addresses of some twenty characters in batches of 64, BERT's tokenizer with "
        "a vocabulary of Chinese characters; the figure is against the faster call of the library"
        + ("." if results["tokenising"] else "; skipped, since this Python lacks the library."),
        "",
        "Text networks: random weights, float32, 2 threads. Full batches are 32 × 64 tokens on both sides. Mixed "
        "lengths are 128 texts of one to three addresses: both sides make tokens of them and answer; "
        "transformers in batches of 32 as they come, padded to the longest, the product as it predicts. A step of "
        "TinyBERT-4 is one of 32 texts of 12 to 64 tokens, the same padded batches on both sides, AdamW, dropout "
        "0.1, the teacher's logits in memory"
        + ("." if results["texts"] else "; skipped, since this Python lacks transformers."),
        "",
        f"Losses of methods: on what ResNet-20 and ResNet-56 put out for {BATCH} pictures, with the same "
        "connectors on both sides; PyTorch is the formula as the tests' golden numbers have it, on contiguous "
        "tensors, the product's maps are channels last as its networks make them. `fsp` and `ab` are measured "
        "in their start-up phase, `crd` with 1,024 negatives of 2,048 examples, drawn anew at each step.",
        "",
        f"Medians over {results['rounds']} rounds of about {results['seconds']} s a side, the sides in "
        "turn; ratios are medians of the rounds' ratios.",
    ]
    return "\n".join(lines) + "\n"


def main():
    parser = argparse.ArgumentParser(prog="Benchmarks/run")
    parser.add_argument("--build", type=Path, required=True, help=argparse.SUPPRESS)
    parser.add_argument("--libtorch", required=True, help=argparse.SUPPRESS)
    parser.add_argument("--rounds", type=int, default=15, help="rounds that medians are taken of")
    parser.add_argument(
        "--method-rounds", type=int, default=7, help="rounds for each method's loss")
    parser.add_argument("--text-rounds", type=int, default=7, help="rounds for text networks")
    parser.add_argument("--only", choices=["texts"], help="measures these alone, and writes nothing")
    parser.add_argument("--seconds", type=float, default=1.0, help="of work a side and round")
    parser.add_argument("--output", type=Path, default=HERE / "Results", help="a folder")
    options = parser.parse_args()
    product = options.build / "DistillBenchmark"

    results = {
        "date": datetime.date.today().isoformat(), "libtorch": options.libtorch,
        "rounds": options.rounds, "seconds": options.seconds, "machine": machine()}
    if options.only:
        with tempfile.TemporaryDirectory() as name:
            inputs.write_addresses(Path(name))
            results["texts"] = texts(product, Path(name), options)
        for name, figure, _, _, form in text_rows(results["texts"]):
            print(f"{name}: {form.format(figure)}")
        return 0
    # Before the long work: a processor that has been busy for minutes may be slowed down.
    results["helpSeconds"] = help_seconds(options.build / "distill")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        inputs.write_tensors(folder, ["resnet20", "resnet56"])
        inputs.write_jpegs(folder)
        results["distillation"] = training(product, folder, "resnet20", "resnet56", options)
        results["storedDistillation"] = training(
            product, folder, "resnet20", "resnet56", options, stored=True)
        results["training"] = training(product, folder, "resnet20", None, options)
        results["labelling"] = labelling(product, folder, "resnet56", options)
        results["reading"] = reading(product, folder, options)
        inputs.write_addresses(folder)
        results["tokenising"] = tokenising(product, folder, options)
        results["texts"] = texts(product, folder, options)
        inputs.write_features(folder, BATCH)
        results["methods"] = {
            method["kind"]: method_step(product, folder, method, options) for method in METHODS}
    results["store"] = store(product)
    results["machine"]["loadAfter"] = os.getloadavg()

    options.output.mkdir(parents=True, exist_ok=True)
    cpu = re.sub(r"[^a-z0-9]+", "-", results["machine"]["processor"].lower()).strip("-")
    place = options.output / f"{results['date']}-{cpu}"
    text = markdown(results)
    place.with_suffix(".json").write_text(json.dumps(results, indent=2) + "\n")
    place.with_suffix(".md").write_text(text)
    print(text)
    print(f"written to {place}.md and .json")
    return 0 if "| missed |" not in text else 1


sys.exit(main())

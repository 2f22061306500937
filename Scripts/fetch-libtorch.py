"""Downloads libtorch with pip and keeps what a C++ program needs: include/, lib/ and VERSION.

    python3 fetch-libtorch.py VERSION FOLDER CUDA      CUDA is 0 or 1

libtorch lies in the wheels of PyTorch and holds no Python. The CPU build is taken where pip is
offered one. Elsewhere the plain wheel serves: without its CUDA libraries, but with the two small
ones that libtorch_cpu is linked against. With CUDA, all of NVIDIA's libraries come along.
FOLDER is new; it is complete only when this ends well, and the caller then puts it in its place.
"""

import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

# A wheel is made for one version of Python, and every one of them holds the same libtorch.
PYTHONS = ["3.12", "3.11", "3.13", "3.10"]

CPU_LIBRARIES = {"libtorch_cpu.so", "libc10.so"}
CPU_LIBRARIES |= {"libtorch_cpu.dylib", "libc10.dylib", "libomp.dylib"}
CUDA_LIBRARIES = {"libtorch_cuda.so", "libtorch_cuda_linalg.so", "libc10_cuda.so"}
# NVRTC is loaded by name.
CUDA_LIBRARIES |= {"libcaffe2_nvrtc.so"}

# These come with the driver of a GPU, and only code that has found a GPU calls them.
DRIVER_LIBRARIES = {"libcuda.so.1", "libnvidia-ml.so.1"}


def say(text):
    print(f"libtorch: {text}", file=sys.stderr, flush=True)


def download(requirements, folder, python=None, dependencies=False):
    """Returns None when the wheels came, or else what pip said."""
    command = [sys.executable, "-m", "pip", "download", "--only-binary=:all:", "--retries", "2"]
    command += ["--dest", folder] + ([] if dependencies else ["--no-deps"])
    if python:
        abi = "cp" + python.replace(".", "")
        command += ["--python-version", python, "--implementation", "cp", "--abi", abi]
    progress = sys.stderr if sys.stderr.isatty() else subprocess.DEVNULL
    result = subprocess.run(
        command + requirements, stdout=progress, stderr=subprocess.PIPE, text=True)
    return None if result.returncode == 0 else result.stderr.strip()


def download_torch(version, folder, cuda):
    """Returns the wheel, and the version of Python it was asked for (None: the one that runs)."""
    own = f"{sys.version_info.major}.{sys.version_info.minor}"
    # ==V is content with V+cpu, and even prefers it.
    builds = [f"{version},!={version}+cpu"] if cuda else [f"{version}+cpu", version]
    if "+" in version:
        builds = [version]
    complaint = ""
    for build in builds:
        for python in [None] + [other for other in PYTHONS if other != own]:
            complaint = download([f"torch=={build}"], folder, python)
            if complaint is None:
                return next(folder.glob("torch-*.whl")), python
            if "from versions: none" in complaint and "connection" in complaint:
                sys.exit(f"{complaint}\nerror: pip cannot reach its package index")
    sys.exit(f"{complaint}\nerror: pip is offered no torch {version} for this machine")


def nvidia_requirements(wheel, cuda):
    """What the wheel asks of NVIDIA's wheels: all of it, or the part that libtorch_cpu needs."""
    metadata = next(
        name for name in wheel.namelist() if re.fullmatch(r"[^/]*\.dist-info/METADATA", name))
    wanted = []
    for line in wheel.read(metadata).decode().splitlines():
        found = re.match(r"Requires-Dist: (nvidia-[\w-]+|cuda-toolkit)(\[.*?\])?([^;]*)", line)
        if not found or "extra ==" in line:
            continue
        name, extras, bounds = (part.strip() for part in found.groups(default=""))
        if cuda:
            wanted.append(name + extras + bounds)
        elif name == "cuda-toolkit":
            wanted.append(f"{name}[cudart,cupti]{bounds}")
        elif name.startswith(("nvidia-cuda-runtime", "nvidia-cuda-cupti")):
            wanted.append(name + bounds)
    return wanted


def needed_libraries(path):
    """The names of the libraries that a library is linked against."""
    if path.suffix == ".dylib":
        return set()
    output = subprocess.run(["readelf", "-d", path], check=True, capture_output=True, text=True)
    return set(re.findall(r"\(NEEDED\).*\[(.*)\]", output.stdout))


def missing_libraries(folder):
    """The names of NVIDIA's libraries that those in the folder need and that are not there."""
    needed = set().union(*(needed_libraries(path) for path in folder.iterdir()))
    there = {path.name for path in folder.iterdir()} | DRIVER_LIBRARIES
    return {name for name in needed - there if name.startswith(("libcu", "libnv", "libnccl"))}


def unpack_libraries(wheel, folder, wanted):
    """Unpacks those of the wanted libraries that the wheel holds, and those that they need."""
    members = {Path(name).name: name for name in wheel.namelist()}
    waiting = list(wanted)
    while waiting:
        name = waiting.pop()
        path = folder / name
        if name not in members or path.exists():
            continue
        with wheel.open(members[name]) as source, open(path, "wb") as target:
            shutil.copyfileobj(source, target, 1 << 20)
        path.chmod(0o755)
        waiting += needed_libraries(path)


def unpack_headers(wheel, folder):
    for name in wheel.namelist():
        if name.startswith("torch/include/") and not name.endswith("/"):
            path = folder / name[len("torch/"):]
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(wheel.read(name))


def add_nvidia_libraries(requirements, downloads, libraries, python, cuda):
    say(f"asking pip for {' '.join(requirements)}")
    complaint = download(requirements, downloads, python, dependencies=True)
    if complaint is not None:
        sys.exit(f"{complaint}\nerror: pip is not offered {' '.join(requirements)}")
    for path in sorted(downloads.glob("*.whl")):
        with zipfile.ZipFile(path) as wheel:
            # With CUDA everything: cuDNN and others load parts of themselves by name.
            names = {Path(name).name for name in wheel.namelist()}
            wanted = {name for name in names if re.fullmatch(r"lib.*\.so(\.\d+)*", name)}
            unpack_libraries(wheel, libraries, wanted if cuda else missing_libraries(libraries))
        path.unlink()


def fetch(version, folder, cuda):
    downloads, libraries = folder / "downloads", folder / "lib"
    downloads.mkdir(parents=True)
    libraries.mkdir()

    # The wheel is 0.2 or 0.5 GB, and 0.5 GB unpacked; CUDA is ten times as much.
    needed, free = (14 if cuda else 2), shutil.disk_usage(folder).free / 1e9
    if free < needed:
        sys.exit(f"error: {folder.parent} has {free:.1f} GB free; to unpack takes {needed} GB")

    say(f"asking pip for torch {version}")
    path, python = download_torch(version, downloads, cuda)
    say(f"unpacking {path.name} ({path.stat().st_size // 1_000_000} MB)")
    with zipfile.ZipFile(path) as wheel:
        unpack_headers(wheel, folder)
        unpack_libraries(wheel, libraries, CPU_LIBRARIES | (CUDA_LIBRARIES if cuda else set()))
        requirements = nvidia_requirements(wheel, cuda)
    path.unlink()
    if cuda and not (libraries / "libtorch_cuda.so").exists():
        sys.exit(f"error: {path.name} is built without CUDA; leave TORCH_CUDA out")

    if missing_libraries(libraries):
        add_nvidia_libraries(requirements, downloads, libraries, python, cuda)
    missing = missing_libraries(libraries)
    if missing:
        sys.exit(f"error: no wheel holds {', '.join(sorted(missing))}, which libtorch needs")

    downloads.rmdir()
    (folder / "VERSION").write_text(path.name.split("-")[1] + "\n")


if __name__ == "__main__":
    fetch(sys.argv[1], Path(sys.argv[2]), sys.argv[3] == "1")

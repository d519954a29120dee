#!/usr/bin/env python3
"""Compares what `lvm-med inspect` reads of files with what independent libraries read.

    lvm-med inspect FOLDER --json > seen.jsonl
    compare.py seen.jsonl [--root FOLDER]

Of each file the stored values (before any rescale) are compared by SHA-256: little-endian, in C order, slices first
and the values of a pixel together. Oracles are those of pydicom, GDCM (`gdcmconv`), nibabel, SimpleITK and Pillow that
are installed. A file has as many verdicts as it has oracles:

    equal     the same shape and values
    other     the same shape, other values (lossy codings and converted colours: the largest difference is told)
    shape     other dimensions or another type
    ours      read here, refused by the oracle
    theirs    read by the oracle, refused here

Exit code 1 where a file is `other`, `shape` or `theirs`.
"""
import argparse
import collections
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import warnings

import numpy as np

warnings.simplefilter("ignore")


def optional(name):
    try:
        return __import__(name)
    except ImportError:
        return None


pydicom, nibabel, sitk, pil = map(optional, ("pydicom", "nibabel", "SimpleITK", "PIL.Image"))


def of_pydicom(path):
    """Pixels by pydicom, colour left as it is stored."""
    return pydicom.dcmread(path, force=True).pixel_array


def of_gdcm(path):
    """Pixels that GDCM unpacks; pydicom only takes them out of the unpacked file."""
    with tempfile.TemporaryDirectory() as folder:
        raw = os.path.join(folder, "raw.dcm")
        subprocess.run(["gdcmconv", "--raw", path, raw], check=True, capture_output=True, timeout=120)
        return pydicom.dcmread(raw, force=True).pixel_array


def of_nibabel(path):
    image = nibabel.load(path)
    stored = np.asarray(image.dataobj.get_unscaled())
    return np.ascontiguousarray(stored.T)


def of_itk(path):
    return sitk.GetArrayFromImage(sitk.ReadImage(path))


def of_pillow(path):
    image = pil.Image.open(path)
    pages = []
    for page in range(getattr(image, "n_frames", 1)):
        image.seek(page)
        pages.append(np.array(image))
    return pages[0] if len(pages) == 1 else np.stack(pages)


def oracles(form):
    """Names and readers for a format, the independent ones first."""
    found = []
    if form == "dicom" and pydicom:
        found.append(("pydicom", of_pydicom))
        if shutil.which("gdcmconv"):
            found.append(("gdcm", of_gdcm))
    if form in ("nifti", "analyze") and nibabel:
        found.append(("nibabel", of_nibabel))
    if form in ("nifti", "metaimage", "nrrd") and sitk:
        found.append(("itk", of_itk))
    if form in ("png", "tiff", "bmp", "gif", "jpeg") and pil:
        found.append(("pillow", of_pillow))
    return found


def little(values):
    return np.ascontiguousarray(values).astype(values.dtype.newbyteorder("<"), copy=False)


def judge(seen, values):
    """One word, and what differs."""
    ours = [n for n in seen["shape"]]
    theirs = list(values.shape)
    if [n for n in ours if n > 1] != [n for n in theirs if n > 1]:
        return "shape", "%s here, %s there" % (ours, theirs)
    kind = np.dtype(seen["type"])
    if values.dtype.kind == "b":
        values = values.astype(np.uint8)
    if hashlib.sha256(little(values).tobytes()).hexdigest() == seen["sha256"]:
        return "equal", ""
    if values.dtype != kind:
        whole = values.astype(kind)
        same = np.array_equal(whole.astype(np.float64), values.astype(np.float64))
        if same and hashlib.sha256(little(whole).tobytes()).hexdigest() == seen["sha256"]:
            return "equal", ""
    if seen["mean"] is None:
        return "other", "no value here"
    mean = float(np.nanmean(values.astype(np.float64)))
    return "other", "means %.6g here, %.6g there" % (seen["mean"], mean)


def lines(path):
    for line in open(path, encoding="utf-8"):
        line = line.strip()
        if line.startswith("{"):
            seen = json.loads(line)
            if "dataset" not in seen:
                yield seen


def form_of(seen):
    """The format, of refused files by the name alone."""
    if seen.get("format"):
        return seen["format"]
    name = seen["path"].lower()
    for ending, form in ((".dcm", "dicom"), (".nii", "nifti"), (".nii.gz", "nifti"), (".mha", "metaimage"),
                         (".mhd", "metaimage"), (".nrrd", "nrrd"), (".nhdr", "nrrd"), (".png", "png"),
                         (".tif", "tiff"), (".tiff", "tiff"), (".bmp", "bmp"), (".gif", "gif")):
        if name.endswith(ending):
            return form
    return ""


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("seen", help="what inspect --json printed")
    arguments.add_argument("--root", default="", help="what the paths are relative to")
    given = arguments.parse_args()
    counts = collections.Counter()
    wrong = False
    for seen in lines(given.seen):
        path = os.path.join(given.root, seen["path"])
        for name, reader in oracles(form_of(seen)):
            refused = "sha256" not in seen
            try:
                verdict, why = judge(seen, reader(path)) if not refused else ("theirs", "")
                if refused:
                    reader(path)
                    why = seen.get("error", {}).get("message", "")[:90]
            except Exception as e:  # whatever an oracle throws, it does not read the file
                verdict, why = ("both refuse", "") if refused else ("ours", type(e).__name__)
            counts[(name, verdict)] += 1
            wrong |= verdict in ("other", "shape", "theirs")
            if verdict not in ("equal", "both refuse"):
                print("%-8s %-7s %s  %s" % (name, verdict, seen["path"], why))
    for (name, verdict), count in sorted(counts.items()):
        print("%-8s %-12s %d" % (name, verdict, count))
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""How many CT slices a second Python reads: the peer of `lvm-med bench ingest --kind ct`.

For each DICOM file of a folder, on one core: decode the pixels, hash the stored values (SHA-256), rescale to
Hounsfield units, window to 16 bits and encode as PNG in memory. Ingest does more: it looks for series, patients
and duplicates and writes Parquet.

Needs pydicom, numpy and Pillow.   Usage: ct_throughput.py FOLDER
"""
import hashlib
import io
import os
import sys
import time

# One core, as the other side has.
for threads in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[threads] = "1"

import numpy as np
import pydicom
from PIL import Image

LOW, HIGH = -160.0, 240.0


def slices(folder):
    for parent, _, names in os.walk(folder):
        for name in sorted(names):
            if name.endswith(".dcm"):
                yield os.path.join(parent, name)


def picture(path):
    image = pydicom.dcmread(path)
    stored = image.pixel_array
    hashlib.sha256(stored.tobytes()).hexdigest()
    hounsfield = stored * float(image.RescaleSlope) + float(image.RescaleIntercept)
    shown = np.clip((hounsfield - LOW) / (HIGH - LOW), 0, 1)
    png = io.BytesIO()
    Image.fromarray(np.rint(shown * 65535).astype(np.uint16)).save(png, "PNG")
    return png.getbuffer().nbytes


def main():
    if len(sys.argv) != 2 or not os.path.isdir(sys.argv[1]):
        sys.exit("Usage: ct_throughput.py FOLDER of DICOM files")
    files = list(slices(sys.argv[1]))
    if not files:
        sys.exit("No .dcm below " + sys.argv[1])
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    picture(files[0])
    wall, processor = time.perf_counter(), time.process_time()
    written = sum(picture(path) for path in files)
    wall, processor = time.perf_counter() - wall, time.process_time() - processor
    print("%d images in %.1f s: %.1f a second, %.1f a second of processor time, %.0f KB a PNG"
          % (len(files), wall, len(files) / wall, len(files) / processor, written / len(files) / 1000))


if __name__ == "__main__":
    main()

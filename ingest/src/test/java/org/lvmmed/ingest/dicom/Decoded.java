package org.lvmmed.ingest.dicom;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.lvmmed.ingest.image.Frame;
import org.lvmmed.ingest.image.ImageHeader;
import org.lvmmed.ingest.image.MedicalImage;
import org.lvmmed.ingest.image.ReadLimits;
import org.lvmmed.ingest.image.UnreadableImageException;

/** A file read to its end. */
record Decoded(ImageHeader header, List<Frame> frames) {

  static Decoded of(byte[] file) throws IOException, UnreadableImageException {
    return of(file, ReadLimits.DEFAULT);
  }

  static Decoded of(byte[] file, ReadLimits limits) throws IOException, UnreadableImageException {
    List<Frame> frames = new ArrayList<>();
    try (MedicalImage image = new DicomReader().open(MemoryStore.source(file), limits)) {
      image.forEachFrame(frames::add);
      return new Decoded(image.header(), frames);
    }
  }

  /** The values of a frame in order. */
  double[] values(int frame) {
    Frame f = frames.get(frame);
    double[] out = new double[f.length()];
    for (int i = 0; i < out.length; i++) {
      out[i] = f.value(i);
    }
    return out;
  }
}

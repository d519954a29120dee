package org.lvmmed.ingest.dicom;

import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Collectors;
import org.lvmmed.ingest.image.Frame;
import org.lvmmed.ingest.image.ImageHeader;
import org.lvmmed.ingest.image.MedicalImage;
import org.lvmmed.ingest.image.ReadLimits;
import org.lvmmed.ingest.image.UnreadableImageException;
import org.lvmmed.ingest.io.Source;

/** What the reference lists say of an image, computed from what the reader returns. */
record Summary(
    ImageHeader header,
    String shape,
    String type,
    double min,
    double max,
    double mean,
    String sha256) {

  static Summary of(Path file) throws IOException, UnreadableImageException {
    return of(PathStore.source(file));
  }

  static Summary of(Source source) throws IOException, UnreadableImageException {
    try (MedicalImage image = new DicomReader().open(source, ReadLimits.DEFAULT)) {
      Accumulator all = new Accumulator();
      image.forEachFrame(all::add);
      ImageHeader h = image.header();
      return new Summary(
          h,
          h.dims().stream().map(String::valueOf).collect(Collectors.joining("x")),
          h.type().numpyName(),
          all.min,
          all.max,
          all.sum / all.count,
          HexFormat.of().formatHex(all.digest.digest()));
    }
  }

  private static final class Accumulator {
    private final MessageDigest digest;
    private double min = Double.POSITIVE_INFINITY;
    private double max = Double.NEGATIVE_INFINITY;
    private double sum;
    private long count;

    Accumulator() {
      try {
        digest = MessageDigest.getInstance("SHA-256");
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException(e);
      }
    }

    void add(Frame frame) {
      digest.update(frame.data());
      for (int i = 0; i < frame.length(); i++) {
        double value = frame.value(i);
        min = Math.min(min, value);
        max = Math.max(max, value);
        sum += value;
        count++;
      }
    }
  }
}

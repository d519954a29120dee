package org.lvmmed.ingest.inspect;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.lvmmed.ingest.corpus.Preview;
import org.lvmmed.ingest.image.Frame;
import org.lvmmed.ingest.image.ImageHeader;
import org.lvmmed.ingest.image.MedicalImage;
import org.lvmmed.ingest.image.UnreadableImageException;
import org.lvmmed.ingest.image.UnreadableImageException.Reason;
import org.lvmmed.ingest.io.FileStore;
import org.lvmmed.ingest.plan.Unfit;
import org.lvmmed.ingest.read.ImageReaders;

/** Reads a file wholly and tells what is in it. */
public final class Inspector {
  private final ImageReaders readers;

  public Inspector(ImageReaders readers) {
    this.readers = readers;
  }

  /** An inspection and the paths, from the store's root, of the other files that were read. */
  public record Seen(Inspection inspection, List<String> companions) {}

  /**
   * @param path from the store's root
   * @param shown the path that the result bears
   */
  public Seen inspect(FileStore store, String path, String shown) throws UnreadableImageException {
    try (MedicalImage image = readers.open(ImageReaders.source(store, path))) {
      Values values = new Values();
      Preview preview = Preview.of(image);
      image.forEachFrame(
          frame -> {
            values.add(frame);
            preview.count(image, frame);
          });
      return new Seen(
          values.of(shown, image.header(), Meaning.of(preview, remarks(image))),
          image.companions());
    } catch (IOException e) {
      throw new UnreadableImageException(Reason.IO, "The file cannot be closed");
    }
  }

  /** What a person would be told, and why an ingest refuses what can be read, masks or not. */
  private static List<String> remarks(MedicalImage image) {
    List<String> remarks = new ArrayList<>(image.remarks());
    try {
      Unfit.refuse(image.header(), true, false);
    } catch (UnreadableImageException e) {
      remarks.add("Ingest refuses it: " + e.getMessage());
    }
    return remarks;
  }

  /** Statistics of the values as they come. */
  private static final class Values {
    private final MessageDigest sha;
    private double min = Double.POSITIVE_INFINITY;
    private double max = Double.NEGATIVE_INFINITY;
    private double sum;
    private long count;

    Values() {
      try {
        sha = MessageDigest.getInstance("SHA-256");
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("This Java has no SHA-256", e);
      }
    }

    void add(Frame frame) {
      sha.update(frame.data());
      double frameSum = 0;
      for (int i = 0; i < frame.length(); i++) {
        double value = frame.value(i);
        if (!Double.isNaN(value)) {
          min = Math.min(min, value);
          max = Math.max(max, value);
          frameSum += value;
          count++;
        }
      }
      sum += frameSum;
    }

    Inspection of(String path, ImageHeader header, Meaning meaning) {
      return new Inspection(
          path,
          header.format(),
          header.transferSyntax(),
          header.dims(),
          header.type().numpyName(),
          count == 0 ? null : min,
          count == 0 ? null : max,
          count == 0 ? null : sum / count,
          HexFormat.of().formatHex(sha.digest()),
          meaning);
    }
  }
}

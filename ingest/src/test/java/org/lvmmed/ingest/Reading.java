package org.lvmmed.ingest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.lvmmed.ingest.image.Frame;
import org.lvmmed.ingest.image.ImageHeader;
import org.lvmmed.ingest.image.MedicalImage;
import org.lvmmed.ingest.image.ReadLimits;
import org.lvmmed.ingest.image.UnreadableImageException;
import org.lvmmed.ingest.io.LocalFileStore;
import org.lvmmed.ingest.read.ImageReaders;

/** Reads a file wholly, through the public door. */
public record Reading(ImageHeader header, List<Frame> frames, List<String> companions) {

  public static Reading of(Path file) throws IOException, UnreadableImageException {
    return of(file, ReadLimits.DEFAULT);
  }

  public static Reading of(Path file, ReadLimits limits)
      throws IOException, UnreadableImageException {
    LocalFileStore store = new LocalFileStore(file.toAbsolutePath().getParent());
    ImageReaders readers = ImageReaders.load(limits);
    try (MedicalImage image =
        readers.open(ImageReaders.source(store, file.getFileName().toString()))) {
      List<Frame> frames = new ArrayList<>();
      image.forEachFrame(frames::add);
      return new Reading(image.header(), frames, image.companions());
    }
  }

  /** All values in C order. */
  public double[] values() {
    return frames.stream()
        .flatMapToDouble(f -> java.util.stream.IntStream.range(0, f.length()).mapToDouble(f::value))
        .toArray();
  }

  /** The refusal of a file that must be refused. */
  public static UnreadableImageException refusalOf(Path file) {
    return refusalOf(file, ReadLimits.DEFAULT);
  }

  public static UnreadableImageException refusalOf(Path file, ReadLimits limits) {
    try {
      of(file, limits);
    } catch (UnreadableImageException e) {
      return e;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    throw new AssertionError("The file was read");
  }
}

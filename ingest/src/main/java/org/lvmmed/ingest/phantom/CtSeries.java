package org.lvmmed.ingest.phantom;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Abdominal CT as scanners send it, for measuring how fast it is read: series of uncompressed DICOM
 * slices of 16 bits with a rescale to Hounsfield units and no window of their own, each series of
 * another patient.
 */
public final class CtSeries {
  private static final int PER_SERIES = 40;
  private static final int OFFSET = 1024;
  private static final double NOISE = 12;

  private final long seed;
  private final int slices;
  private final int size;

  /**
   * @param slices of all series together
   * @param size rows and columns of a slice
   */
  public CtSeries(long seed, int slices, int size) {
    this.seed = seed;
    this.slices = slices;
    this.size = size;
  }

  /** Writes all slices, several at a time; the same for the same seed. */
  public void write(PhantomSink sink) throws IOException {
    try {
      IntStream.range(0, slices).parallel().forEach(slice -> writeOne(sink, slice));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private void writeOne(PhantomSink sink, int slice) {
    int series = slice / PER_SERIES;
    int number = slice % PER_SERIES;
    String path = String.format(Locale.ROOT, "ct/%04d/%04d.dcm", series, number);
    try {
      dicom(series, number).write(sink, path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private DicomFile dicom(int series, int number) {
    return new DicomFile(size, size, stored(series, number))
        .text(0x00080060, "CS", "CT")
        .text(0x00100020, "LO", "phantom" + series)
        .text(0x00180015, "CS", "ABDOMEN")
        .text(0x00281052, "DS", Integer.toString(-OFFSET))
        .text(0x00281053, "DS", "1")
        .slice("1.2.826.0.1.1." + (1 + series), 1 + number, 2.5 * number);
  }

  private short[] stored(int series, int number) {
    Draws draws = new Draws(seed).fork("patient " + series);
    Phantom.Patient patient =
        new Phantom.Patient("CT", series, AbdomenCt.METASTASES, draws.fork("anatomy"));
    Pose pose = Pose.draw(draws.fork("pose"), 0.06, 1.1, 0.05, 0.04);
    double z = (number + 0.5) / PER_SERIES - 0.5;
    Plane plane =
        AbdomenAnatomy.draw(patient)
            .slice(new Plane(size, pose, -1000), z)
            .blur(0.5)
            .noise(NOISE, 0.6, draws.fork("noise " + number));
    short[] stored = new short[plane.values().length];
    for (int i = 0; i < stored.length; i++) {
      stored[i] = (short) Math.max(0, Math.round(plane.values()[i]) + OFFSET);
    }
    return stored;
  }
}

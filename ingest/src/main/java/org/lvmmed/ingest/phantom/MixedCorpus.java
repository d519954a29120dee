package org.lvmmed.ingest.phantom;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/**
 * Any number of small files in every family of formats, for measuring how fast they are read: waves
 * of random direction, another picture in each file. DICOM files come as series of {@value
 * #SERIES}.
 */
public final class MixedCorpus {
  private static final int SERIES = 8;
  private static final int SLICES = 4;
  private static final int WAVES = 5;
  private static final int PER_FOLDER = 1000;

  private final long seed;
  private final int files;
  private final int size;

  /** The families of formats, which take turns. */
  enum Kind {
    PNG8,
    DICOM,
    JPEG,
    NIFTI,
    PNG16,
    TIFF,
    METAIMAGE,
    NRRD,
    BMP,
    COLOUR
  }

  /**
   * @param size rows and columns of a picture
   */
  public MixedCorpus(long seed, int files, int size) {
    this.seed = seed;
    this.files = files;
    this.size = size;
  }

  /** Writes all files, the same for the same seed. */
  public void write(PhantomSink sink) throws IOException {
    for (int i = 0; i < files; i++) {
      write(sink, Kind.values()[i % Kind.values().length], i);
    }
  }

  private void write(PhantomSink sink, Kind kind, int i) throws IOException {
    Draws draws = new Draws(seed).fork("file " + i);
    String name = "mixed/%03d/%06d".formatted(i / PER_FOLDER, i);
    switch (kind) {
      case PNG8 -> PictureFiles.grey8(sink, name + ".png", waves(draws));
      case JPEG -> PictureFiles.grey8(sink, name + ".jpg", waves(draws));
      case PNG16 -> PictureFiles.grey16(sink, name + ".png", waves(draws));
      case TIFF -> PictureFiles.grey16(sink, name + ".tif", waves(draws));
      case BMP -> PictureFiles.grey8(sink, name + ".bmp", waves(draws));
      case COLOUR ->
          PictureFiles.colour(sink, name + ".png", waves(draws), waves(draws), waves(draws));
      case DICOM -> dicom(i / Kind.values().length, waves(draws)).write(sink, name + ".dcm");
      case NIFTI ->
          NiftiFile.write(sink, name + ".nii.gz", slices(draws), NiftiFile.Type.INT16, 1, 1);
      case METAIMAGE -> bytes(sink, name + ".mha", metaImage(waves(draws)));
      case NRRD -> bytes(sink, name + ".nrrd", nrrd(waves(draws)));
    }
  }

  private DicomFile dicom(int number, Plane plane) {
    String series = "1.2.826.0.1." + (1 + number / SERIES);
    return new DicomFile(size, size, levels(plane))
        .text(0x00080060, "CS", "MR")
        .text(0x00100020, "LO", "phantom" + number / SERIES)
        .slice(series, 1 + number % SERIES, number % SERIES);
  }

  private List<Plane> slices(Draws draws) {
    List<Plane> slices = new ArrayList<>();
    for (int i = 0; i < SLICES; i++) {
      slices.add(waves(draws).map(v -> 4095 * v));
    }
    return slices;
  }

  private byte[] metaImage(Plane plane) {
    String header =
        "ObjectType = Image\nNDims = 2\nBinaryData = True\nBinaryDataByteOrderMSB = False\nDimSize ="
            + " %d %d\nElementType = MET_USHORT\nElementDataFile = LOCAL\n";
    return join(header.formatted(size, size), little(levels(plane)));
  }

  private byte[] nrrd(Plane plane) throws IOException {
    String header =
        "NRRD0004\ntype: ushort\ndimension: 2\nsizes: %d %d\nendian: little\nencoding: gzip\n\n";
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(zipped)) {
      out.write(little(levels(plane)));
    }
    return join(header.formatted(size, size), zipped.toByteArray());
  }

  private static short[] levels(Plane plane) {
    short[] levels = new short[plane.values().length];
    for (int i = 0; i < levels.length; i++) {
      levels[i] = (short) Math.round(4095 * Math.min(1, Math.max(0, plane.values()[i])));
    }
    return levels;
  }

  private static byte[] little(short[] values) {
    ByteBuffer out = ByteBuffer.allocate(2 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    out.asShortBuffer().put(values);
    return out.array();
  }

  private static byte[] join(String header, byte[] data) {
    byte[] text = header.getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocate(text.length + data.length).put(text).put(data).array();
  }

  private static void bytes(PhantomSink sink, String path, byte[] bytes) throws IOException {
    try (OutputStream out = sink.create(path)) {
      out.write(bytes);
    }
  }

  /** Values between 0 and 1 with a little noise, so that they compress as pictures do. */
  private Plane waves(Draws draws) {
    Plane plane = new Plane(size, Pose.CENTRED, 0);
    double[] values = plane.values();
    for (int wave = 0; wave < WAVES; wave++) {
      double a = draws.between(-9, 9) / size;
      double b = draws.between(-9, 9) / size;
      double phase = draws.between(0, 2 * Math.PI);
      for (int i = 0; i < values.length; i++) {
        values[i] += StrictMath.sin(a * (i % size) + b * (i / size) + phase) / (2 * WAVES);
      }
    }
    return plane.map(v -> 0.5 + v + draws.between(-0.02, 0.02));
  }
}

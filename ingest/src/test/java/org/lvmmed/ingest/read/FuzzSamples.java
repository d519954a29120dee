package org.lvmmed.ingest.read;

import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.DeflaterOutputStream;
import org.lvmmed.ingest.MemoryFiles;
import org.lvmmed.ingest.NiftiBuilder;
import org.lvmmed.ingest.Pictures;
import org.lvmmed.ingest.TiffBuilder;
import org.lvmmed.ingest.codec.EncodedSamples;
import org.lvmmed.ingest.codec.FrameSize;
import org.lvmmed.ingest.phantom.DicomFile;

/** A small whole file of every kind, with the files that belong to it. */
final class FuzzSamples {
  private static final int SIDE = 24;
  private final Path scratch;
  private final List<Sample> samples = new ArrayList<>();

  /** A file that is to be damaged, and the files beside it. */
  record Sample(String name, byte[] content, MemoryFiles beside) {}

  private FuzzSamples(Path scratch) {
    this.scratch = scratch;
  }

  /**
   * @param scratch a folder for what only writes to disk
   */
  static List<Sample> all(Path scratch) throws IOException {
    FuzzSamples made = new FuzzSamples(scratch);
    made.pictures();
    made.tiffs();
    made.nifti();
    made.metaImage();
    made.nrrd();
    made.hdf5();
    made.dicom();
    return made.samples;
  }

  private void pictures() throws IOException {
    for (String format : List.of("png", "jpg", "bmp", "gif", "tif")) {
      add("grey." + format, picture(Pictures.grey(SIDE, SIDE, 1), format));
    }
    for (String format : List.of("png", "jpg", "bmp", "tif")) {
      add("colour." + format, picture(Pictures.rgb(SIDE, SIDE, 2), format));
    }
    add("deep.png", picture(Pictures.grey16(SIDE, SIDE, 3), "png"));
    add("deep.jpg", EncodedSamples.twelveBits(new FrameSize(24, 32, 1)));
  }

  private byte[] picture(java.awt.image.BufferedImage image, String format) throws IOException {
    return Files.readAllBytes(Pictures.write(image, scratch.resolve("picture." + format)));
  }

  private void tiffs() {
    ByteBuffer floats = ByteBuffer.allocate(4 * SIDE * SIDE).order(ByteOrder.BIG_ENDIAN);
    IntStream.range(0, SIDE * SIDE).forEach(floats::putFloat);
    add(
        "float.tif",
        new TiffBuilder(ByteOrder.BIG_ENDIAN).page(SIDE, SIDE, 32, 3, floats.array()).build());
    TiffBuilder pages = new TiffBuilder(ByteOrder.LITTLE_ENDIAN);
    add("pages.tif", pages.page(4, 6, 8, 1, new byte[24]).page(6, 4, 8, 1, new byte[24]).build());
  }

  private void nifti() throws IOException {
    NiftiBuilder volume = NiftiBuilder.of(8, 7, 3).counting();
    byte[] single = Files.readAllBytes(volume.write(scratch.resolve("v.nii")));
    add("v.nii", single);
    add("v.nii.gz", NiftiBuilder.gzip(single));
    add(
        "v2.nii",
        Files.readAllBytes(
            NiftiBuilder.of(8, 7, 3)
                .version2()
                .bigEndian()
                .counting()
                .write(scratch.resolve("v2.nii"))));
    add("pair.hdr", volume.header("ni1"), "pair.img", volume.data());
    add("analyze.hdr", volume.header("\0\0\0"), "analyze.img", volume.data());
  }

  private void metaImage() throws IOException {
    String header = "ObjectType = Image\nNDims = 3\nDimSize = 6 5 4\nElementType = MET_UCHAR\n";
    byte[] values = values(120);
    add("local.mha", join(header + "ElementDataFile = LOCAL\n", values));
    add(
        "zipped.mha",
        join(header + "CompressedData = True\nElementDataFile = LOCAL\n", zlib(values)));
    add(
        "split.mhd",
        join(header + "HeaderSize = -1\nElementDataFile = split.raw\n", new byte[0]),
        "split.raw",
        values);
  }

  private void nrrd() throws IOException {
    String header = "NRRD0004\ntype: uchar\ndimension: 3\nsizes: 6 5 4\nencoding: ";
    byte[] values = values(120);
    String text =
        IntStream.range(0, 120).mapToObj(Integer::toString).collect(Collectors.joining(" "));
    add("raw.nrrd", join(header + "raw\n\n", values));
    add("gzip.nrrd", join(header + "gzip\n\n", NiftiBuilder.gzip(values)));
    add("text.nrrd", join(header + "text\n\n" + text, new byte[0]));
    add("hex.nrrd", join(header + "hex\n\n" + HexFormat.of().formatHex(values), new byte[0]));
    add(
        "list.nhdr",
        join(header + "raw\ndata file: LIST\nlist.raw\n", new byte[0]),
        "list.raw",
        values);
  }

  private void hdf5() throws IOException {
    Path file = scratch.resolve("array.h5");
    try (WritableHdfFile out = HdfFile.write(file)) {
      out.putDataset("x", new short[3][12][10]);
    }
    add("array.h5", Files.readAllBytes(file));
  }

  private void dicom() {
    short[] values = new short[SIDE * SIDE];
    IntStream.range(0, values.length).forEach(i -> values[i] = (short) (i * 31));
    add("scan.dcm", new DicomFile(SIDE, SIDE, values).slice("1.2.3", 1, 0).bytes());
  }

  private static byte[] values(int count) {
    byte[] values = new byte[count];
    IntStream.range(0, count).forEach(i -> values[i] = (byte) i);
    return values;
  }

  private static byte[] zlib(byte[] values) throws IOException {
    var out = new java.io.ByteArrayOutputStream();
    try (DeflaterOutputStream zlib = new DeflaterOutputStream(out)) {
      zlib.write(values);
    }
    return out.toByteArray();
  }

  private static byte[] join(String header, byte[] data) {
    byte[] text = header.getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocate(text.length + data.length).put(text).put(data).array();
  }

  private void add(String name, byte[] content) {
    samples.add(new Sample(name, content, new MemoryFiles(Map.of(name, content))));
  }

  private void add(String name, byte[] content, String other, byte[] data) {
    Map<String, byte[]> files = new TreeMap<>(Map.of(name, content, other, data));
    samples.add(new Sample(name, content, new MemoryFiles(files)));
  }
}

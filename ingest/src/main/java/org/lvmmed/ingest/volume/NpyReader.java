package org.lvmmed.ingest.volume;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.lvmmed.ingest.image.FormatReader;
import org.lvmmed.ingest.image.ForwardingImage;
import org.lvmmed.ingest.image.Headers;
import org.lvmmed.ingest.image.ImageHeader;
import org.lvmmed.ingest.image.MedicalImage;
import org.lvmmed.ingest.image.ReadLimits;
import org.lvmmed.ingest.image.UnreadableImageException;
import org.lvmmed.ingest.image.UnreadableImageException.Reason;
import org.lvmmed.ingest.io.Member;
import org.lvmmed.ingest.io.Source;
import org.lvmmed.ingest.names.ArrayNames;

/**
 * NumPy's {@code .npy}, and {@code .npz} of which one array of pictures is meant, told by names as
 * in HDF5. Values are streamed; nothing is unpacked to disk, and an entry counts only as many bytes
 * as its header announces.
 */
public final class NpyReader implements FormatReader {
  private static final int MOST_ENTRIES = 10_000;
  private static final int LARGEST_OTHER = 1 << 26;

  @Override
  public String format() {
    return "numpy";
  }

  @Override
  public boolean recognises(byte[] head, String name) {
    boolean zip = head.length > 3 && head[0] == 'P' && head[1] == 'K' && head[2] == 3;
    return NpyHeader.begins(head) || zip && name.toLowerCase(Locale.ROOT).endsWith(".npz");
  }

  @Override
  public MedicalImage open(Source source, ReadLimits limits)
      throws IOException, UnreadableImageException {
    try (InputStream in = new BufferedInputStream(source.open())) {
      in.mark(8);
      boolean plain = NpyHeader.begins(in.readNBytes(8));
      in.reset();
      if (plain) {
        return image(NpyHeader.read(in), () -> skipped(source.open()), limits, source, false);
      }
    }
    Map<String, NpyHeader> arrays = arrays(source);
    String chosen = choose(arrays, source.member());
    NpyHeader header = arrays.get(chosen);
    boolean masked = arrays.keySet().stream().anyMatch(name -> ArrayNames.isMask(stem(name)));
    return image(
        java.util.Objects.requireNonNull(header),
        () -> skipped(entry(source, chosen)),
        limits,
        source,
        masked);
  }

  /** An array and what a person should know of it. */
  private static final class Array extends ForwardingImage {
    private final List<String> remarks;

    Array(MedicalImage image, List<String> remarks) {
      super(image);
      this.remarks = remarks;
    }

    @Override
    public List<String> remarks() {
      return remarks;
    }
  }

  private static MedicalImage image(
      NpyHeader header, RawVolume.Data data, ReadLimits limits, Source source, boolean leftMask)
      throws UnreadableImageException {
    if (!header.isPictures()) {
      throw new UnreadableImageException(Reason.NO_IMAGE, "The array is no picture by its shape");
    }
    List<Integer> sizes = new ArrayList<>(header.shape());
    int samples = header.isColour() ? sizes.remove(sizes.size() - 1) : 1;
    Collections.reverse(sizes);
    ImageHeader image =
        Axes.of(sizes, samples)
            .check(limits, header.type())
            .describe(Headers.of("numpy").type(header.type()))
            .build();
    ArrayRemarks remarks = new ArrayRemarks(source.member().mask());
    return new Array(
        new RawVolume(image, header.bigEndian(), data, List.of()),
        remarks.of(header.shape(), header.isColour(), leftMask));
  }

  /** The stream at the first value. */
  private static InputStream skipped(InputStream raw) throws IOException, UnreadableImageException {
    InputStream in = new BufferedInputStream(raw);
    try {
      NpyHeader.read(in);
      return in;
    } catch (IOException | UnreadableImageException e) {
      in.close();
      throw e;
    }
  }

  /** The headers of all arrays; a stored name is only compared, never a path. */
  private static Map<String, NpyHeader> arrays(Source source)
      throws IOException, UnreadableImageException {
    Map<String, NpyHeader> arrays = new TreeMap<>();
    int entries = 0;
    try (ZipInputStream zip = new ZipInputStream(new BufferedInputStream(source.open()))) {
      ZipEntry entry = zip.getNextEntry();
      while (entry != null && entries++ < MOST_ENTRIES) {
        double announced = LARGEST_OTHER;
        if (entry.getName().endsWith(".npy")) {
          NpyHeader header = NpyHeader.read(zip);
          announced = header.bytes();
          if (header.isPictures()) {
            arrays.put(entry.getName(), header);
          }
        }
        pass(zip, announced);
        entry = zip.getNextEntry();
      }
    }
    return arrays;
  }

  /** Passes over the rest of an entry, which may not unpack to more than it announces. */
  private static void pass(InputStream entry, double announced)
      throws IOException, UnreadableImageException {
    byte[] buffer = new byte[1 << 16];
    double seen = 0;
    int count = entry.read(buffer);
    while (count >= 0) {
      seen += count;
      if (seen > announced) {
        throw new UnreadableImageException(
            Reason.TOO_LARGE, "An entry of the archive unpacks to more than it announces");
      }
      count = entry.read(buffer);
    }
  }

  private static InputStream entry(Source source, String name) throws IOException {
    ZipInputStream zip = new ZipInputStream(new BufferedInputStream(source.open()));
    ZipEntry entry = zip.getNextEntry();
    while (entry != null && !entry.getName().equals(name)) {
      entry = zip.getNextEntry();
    }
    return zip;
  }

  private static String choose(Map<String, NpyHeader> arrays, Member wanted)
      throws UnreadableImageException {
    if (arrays.containsKey("train_images.npy") && arrays.containsKey("test_images.npy")) {
      throw new UnreadableImageException(
          Reason.UNSUPPORTED,
          "An archive with splits of its own (train_images, test_images, as MedMNIST has them): its"
              + " test pictures would be trained on; put it into the dataset's folder by itself,"
              + " not into another archive");
    }
    List<String> right =
        arrays.keySet().stream().filter(n -> ArrayNames.isMask(stem(n)) == wanted.mask()).toList();
    List<String> named =
        right.stream().filter(n -> wanted.mask() || ArrayNames.isImage(stem(n))).toList();
    List<String> among =
        !named.isEmpty() ? named : !right.isEmpty() ? right : List.copyOf(arrays.keySet());
    Comparator<String> size = Comparator.comparingDouble(n -> bytes(arrays, n));
    String largest =
        among.stream()
            .max(size)
            .orElseThrow(
                () ->
                    new UnreadableImageException(
                        Reason.NO_IMAGE, "The archive holds no array of pictures"));
    if (among.stream().filter(n -> size.compare(n, largest) == 0).count() > 1) {
      throw new UnreadableImageException(
          Reason.UNSUPPORTED,
          "The archive holds several arrays of one size, and no name tells which is meant; save"
              + " each as a .npy of its own");
    }
    return largest;
  }

  private static double bytes(Map<String, NpyHeader> arrays, String name) {
    NpyHeader header = arrays.get(name);
    return header == null ? 0 : header.bytes();
  }

  private static String stem(String entry) {
    return entry.substring(entry.lastIndexOf('/') + 1, entry.length() - ".npy".length());
  }
}

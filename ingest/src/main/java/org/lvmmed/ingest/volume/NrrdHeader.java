package org.lvmmed.ingest.volume;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lvmmed.ingest.image.FrameClasses;
import org.lvmmed.ingest.image.Headers;
import org.lvmmed.ingest.image.ImageHeader;
import org.lvmmed.ingest.image.ImageHeader.FrameGeometry;
import org.lvmmed.ingest.image.ReadLimits;
import org.lvmmed.ingest.image.SampleType;
import org.lvmmed.ingest.image.UnreadableImageException;
import org.lvmmed.ingest.image.UnreadableImageException.Reason;

/** The fields of a NRRD header, by the format's definition of Teem, versions 1 to 5. */
record NrrdHeader(Map<String, String> fields) {
  private static final Set<String> SPATIAL = Set.of("domain", "space", "???", "time");

  private static final int MOST_SAMPLES = 4;
  private static final int LEAST_SIDE = 8;

  String text(String key, String otherwise) {
    return fields.getOrDefault(key, otherwise);
  }

  boolean isBigEndian() {
    return text("endian", "little").equalsIgnoreCase("big") && encoding() != Encoding.TEXT;
  }

  Encoding encoding() {
    return switch (text("encoding", "raw").toLowerCase(Locale.ROOT)) {
      case "gz", "gzip" -> Encoding.GZIP;
      case "bz2", "bzip2" -> Encoding.BZIP2;
      case "txt", "text", "ascii" -> Encoding.TEXT;
      case "hex" -> Encoding.HEX;
      default -> Encoding.RAW;
    };
  }

  long byteSkip() throws UnreadableImageException {
    return HeaderText.integer("byte skip", text("byte skip", text("byteskip", "0")));
  }

  int lineSkip() throws UnreadableImageException {
    return HeaderText.integer("line skip", text("line skip", text("lineskip", "0")));
  }

  ImageHeader toImageHeader(ReadLimits limits) throws UnreadableImageException {
    requireKnownEncoding();
    List<Integer> sizes = HeaderText.integers("sizes", text("sizes", ""));
    int axes = HeaderText.integer("dimension", text("dimension", ""));
    if (axes != sizes.size()) {
      throw new UnreadableImageException(
          Reason.CORRUPT, "There are " + sizes.size() + " sizes where dimension is " + axes);
    }
    boolean few = axes > 2 && sizes.get(0) > 1 && sizes.get(0) <= MOST_SAMPLES;
    boolean pictures = few && sizes.get(1) >= LEAST_SIDE && sizes.get(2) >= LEAST_SIDE;
    if (pictures && isSilentOfAxes()) {
      throw new UnreadableImageException(
          Reason.UNSUPPORTED,
          "The first axis has %d values, and the header does not say whether they are columns or values of a pixel; add kinds (such as \"RGB-color domain domain\" or \"vector domain domain\")"
              .formatted(sizes.get(0)));
    }
    boolean samplesFirst = axes > 2 && sizes.get(0) > 1 && isSamples();
    List<Integer> spatial = samplesFirst ? sizes.subList(1, axes) : sizes;
    Headers header =
        Headers.of("nrrd").type(type()).compression(encoding().name().toLowerCase(Locale.ROOT));
    Axes.of(spatial, samplesFirst ? sizes.get(0) : 1).check(limits, type()).describe(header);
    List<double[]> directions = directions();
    if (samplesFirst) {
      header.vector(!isColour());
    }
    if (isSegmentation()) {
      header.attributes(Map.of(ImageHeader.Attribute.SEGMENTATION, "YES"));
    }
    return header.spacing(spacing(directions)).geometry(geometry(directions, spatial)).build();
  }

  private void requireKnownEncoding() throws UnreadableImageException {
    boolean raw = text("encoding", "raw").equalsIgnoreCase("raw");
    if (encoding() == Encoding.RAW && !raw) {
      throw new UnreadableImageException(Reason.UNSUPPORTED, "The header's encoding is not read");
    }
  }

  /** Whether the fastest axis holds the values of a pixel: colour, or a vector. */
  private boolean isSamples() {
    String[] kinds = text("kinds", "").trim().split("\\s+");
    if (kinds.length > 1) {
      return !SPATIAL.contains(kinds[0].toLowerCase(Locale.ROOT));
    }
    return text("space directions", "").trim().startsWith("none");
  }

  private boolean isSilentOfAxes() {
    return text("kinds", "").isBlank() && text("space directions", "").isBlank();
  }

  /** Whether the fastest axis says that it is colour; a vector or a list is not. */
  private boolean isColour() {
    String kind = text("kinds", "").trim().split("\\s+")[0].toLowerCase(Locale.ROOT);
    return kind.equals("rgb-color") || kind.equals("rgba-color");
  }

  /** Whether it is a segmentation as 3D Slicer writes them. */
  boolean isSegmentation() {
    return fields.keySet().stream().anyMatch(key -> key.matches("segment\\d+_.*"));
  }

  /** What the values of a segmentation in layers mean; null of one that has none. */
  @Nullable FrameClasses classes(int framesPerLayer) throws UnreadableImageException {
    Map<List<Integer>, Integer> segments = new HashMap<>();
    for (int i = 0; fields.containsKey("segment" + i + "_labelvalue"); i++) {
      int layer = HeaderText.integer("Layer", text("segment" + i + "_layer", "0"));
      int value = HeaderText.integer("LabelValue", text("segment" + i + "_labelvalue", "1"));
      segments.put(List.of(layer, value), i + 1);
    }
    return segments.isEmpty()
        ? null
        : (frame, value) ->
            value == 0 ? 0 : segments.getOrDefault(List.of(frame / framesPerLayer, (int) value), 0);
  }

  private SampleType type() throws UnreadableImageException {
    return switch (text("type", "").toLowerCase(Locale.ROOT)) {
      case "uchar", "unsigned char", "uint8", "uint8_t" -> SampleType.UINT8;
      case "signed char", "int8", "int8_t", "char" -> SampleType.INT8;
      case "ushort", "unsigned short", "unsigned short int", "uint16", "uint16_t" ->
          SampleType.UINT16;
      case "short", "short int", "signed short", "signed short int", "int16", "int16_t" ->
          SampleType.INT16;
      case "uint", "unsigned int", "uint32", "uint32_t" -> SampleType.UINT32;
      case "int", "signed int", "int32", "int32_t" -> SampleType.INT32;
      case "ulonglong", "unsigned long long", "unsigned long long int", "uint64", "uint64_t" ->
          SampleType.UINT64;
      case "longlong",
          "long long",
          "long long int",
          "signed long long",
          "signed long long int",
          "int64",
          "int64_t" ->
          SampleType.INT64;
      case "float" -> SampleType.FLOAT32;
      case "double" -> SampleType.FLOAT64;
      default ->
          throw new UnreadableImageException(
              Reason.UNSUPPORTED, "The header's type is missing or not read");
    };
  }

  /** Directions of the spatial axes, fastest first, in the header's own space. */
  private List<double[]> directions() throws UnreadableImageException {
    List<double[]> directions = new ArrayList<>();
    for (String word : text("space directions", "").replace(", ", ",").trim().split("\\s+")) {
      if (!word.equalsIgnoreCase("none")) {
        List<Double> v = HeaderText.numbers("space directions", word.replaceAll("[(),]", " "));
        if (v.size() == 3) {
          directions.add(new double[] {v.get(0), v.get(1), v.get(2)});
        }
      }
    }
    return directions;
  }

  private List<Double> spacing(List<double[]> directions) throws UnreadableImageException {
    if (directions.size() >= 2) {
      return Axes.imageSpacing(
          directions.stream().map(d -> Math.hypot(Math.hypot(d[0], d[1]), d[2])).toList());
    }
    return Axes.imageSpacing(
        HeaderText.numbers("spacings", text("spacings", "").replaceAll("(?i)nan", "NaN")).stream()
            .filter(s -> !s.isNaN())
            .toList());
  }

  private List<FrameGeometry> geometry(List<double[]> directions, List<Integer> spatial)
      throws UnreadableImageException {
    int[] toLps = toLps(text("space", ""));
    List<Double> origin =
        HeaderText.numbers(
            "space origin", text("space origin", "").replaceAll("[(),]", " ").trim());
    if (directions.size() != 3
        || spatial.size() < 3
        || toLps.length == 0
        || origin.size() != 3
        || directions.stream().anyMatch(d -> !(d[0] * d[0] + d[1] * d[1] + d[2] * d[2] > 0))) {
      return List.of();
    }
    return Geometry.slices(
        new double[] {toLps[0] * origin.get(0), toLps[1] * origin.get(1), origin.get(2)},
        lps(directions.get(0), toLps),
        lps(directions.get(1), toLps),
        lps(directions.get(2), toLps),
        spatial.get(2),
        spatial.subList(3, spatial.size()).stream().reduce(1, (a, b) -> a * b));
  }

  private static double[] lps(double[] direction, int[] toLps) {
    return new double[] {toLps[0] * direction[0], toLps[1] * direction[1], direction[2]};
  }

  /** Signs that turn the first two axes to left and posterior; nothing for an unknown space. */
  private static int[] toLps(String space) {
    return switch (space.toLowerCase(Locale.ROOT)) {
      case "left-posterior-superior", "lps" -> new int[] {1, 1};
      case "right-anterior-superior", "ras" -> new int[] {-1, -1};
      case "left-anterior-superior", "las" -> new int[] {1, -1};
      default -> new int[0];
    };
  }

  /** Keeps identifiers out of logs. */
  @Override
  public String toString() {
    return "NrrdHeader" + fields.keySet();
  }
}

package org.lvmmed.ingest.volume;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.lvmmed.ingest.image.Headers;
import org.lvmmed.ingest.image.ImageHeader;
import org.lvmmed.ingest.image.ImageHeader.Attribute;
import org.lvmmed.ingest.image.ImageHeader.FrameGeometry;
import org.lvmmed.ingest.image.ReadLimits;
import org.lvmmed.ingest.image.SampleType;
import org.lvmmed.ingest.image.UnreadableImageException;
import org.lvmmed.ingest.image.UnreadableImageException.Reason;

/** The fields of a MetaImage header, as MetaIO writes them. */
record MetaImageHeader(Map<String, String> fields) {

  String text(String key, String otherwise) {
    return fields.getOrDefault(key, otherwise);
  }

  private boolean flag(String key) {
    return text(key, "False").equalsIgnoreCase("True") || text(key, "").equals("1");
  }

  boolean isBigEndian() {
    return flag("BinaryDataByteOrderMSB") || flag("ElementByteOrderMSB");
  }

  boolean isText() {
    return fields.containsKey("BinaryData") && !flag("BinaryData");
  }

  Encoding encoding() {
    if (isText()) {
      return Encoding.TEXT;
    }
    return flag("CompressedData") ? Encoding.ZLIB : Encoding.RAW;
  }

  long headerSize() throws UnreadableImageException {
    return HeaderText.integer("HeaderSize", text("HeaderSize", "0"));
  }

  ImageHeader toImageHeader(ReadLimits limits) throws UnreadableImageException {
    List<Integer> sizes = HeaderText.integers("DimSize", text("DimSize", ""));
    int axes = HeaderText.integer("NDims", text("NDims", Integer.toString(sizes.size())));
    if (axes != sizes.size()) {
      throw new UnreadableImageException(
          Reason.CORRUPT, "DimSize has " + sizes.size() + " numbers where NDims is " + axes);
    }
    int samples =
        HeaderText.integer("ElementNumberOfChannels", text("ElementNumberOfChannels", "1"));
    Headers header = Headers.of("metaimage").type(type()).compression(compression());
    Axes.of(sizes, samples).check(limits, type()).describe(header);
    header.vector(!isColour(samples));
    List<Double> spacing = Axes.imageSpacing(numbers("ElementSpacing"));
    return header
        .spacing(spacing)
        .rescale(
            number("ElementToIntensityFunctionSlope", 1),
            number("ElementToIntensityFunctionOffset", 0))
        .geometry(geometry(sizes, spacing))
        .attributes(modality())
        .build();
  }

  /**
   * The format does not say colour; three or four bytes a pixel are what its writers mean by it.
   */
  private boolean isColour(int samples) throws UnreadableImageException {
    return (samples == 3 || samples == 4) && type() == SampleType.UINT8;
  }

  private String compression() {
    return encoding() == Encoding.ZLIB ? "zlib" : "none";
  }

  private double number(String key, double otherwise) throws UnreadableImageException {
    List<Double> numbers = numbers(key);
    return numbers.size() == 1 ? numbers.get(0) : otherwise;
  }

  private SampleType type() throws UnreadableImageException {
    return switch (text("ElementType", "")) {
      case "MET_UCHAR", "MET_UCHAR_ARRAY" -> SampleType.UINT8;
      case "MET_CHAR", "MET_ASCII_CHAR", "MET_CHAR_ARRAY" -> SampleType.INT8;
      case "MET_USHORT", "MET_USHORT_ARRAY" -> SampleType.UINT16;
      case "MET_SHORT", "MET_SHORT_ARRAY" -> SampleType.INT16;
      case "MET_UINT", "MET_ULONG", "MET_UINT_ARRAY" -> SampleType.UINT32;
      case "MET_INT", "MET_LONG", "MET_INT_ARRAY" -> SampleType.INT32;
      case "MET_ULONG_LONG" -> SampleType.UINT64;
      case "MET_LONG_LONG" -> SampleType.INT64;
      case "MET_FLOAT", "MET_FLOAT_ARRAY" -> SampleType.FLOAT32;
      case "MET_DOUBLE", "MET_DOUBLE_ARRAY" -> SampleType.FLOAT64;
      default ->
          throw new UnreadableImageException(
              Reason.UNSUPPORTED, "The header's ElementType is missing or not read");
    };
  }

  /** The directions of the axes, one after another, in patient coordinates as DICOM has them. */
  private List<FrameGeometry> geometry(List<Integer> sizes, List<Double> spacing)
      throws UnreadableImageException {
    List<Double> m = numbers("TransformMatrix", "Rotation", "Orientation");
    List<Double> offset = numbers("Offset", "Position", "Origin");
    if (sizes.size() != 3 || m.size() != 9 || offset.size() != 3) {
      return List.of();
    }
    double through = spacing.size() == 3 ? spacing.get(2) : 1;
    return Geometry.slices(
        new double[] {offset.get(0), offset.get(1), offset.get(2)},
        new double[] {m.get(0), m.get(1), m.get(2)},
        new double[] {m.get(3), m.get(4), m.get(5)},
        new double[] {m.get(6) * through, m.get(7) * through, m.get(8) * through},
        sizes.get(2),
        1);
  }

  /** The numbers of the first of these keys that is there. */
  private List<Double> numbers(String... keys) throws UnreadableImageException {
    for (String key : keys) {
      if (fields.containsKey(key)) {
        return HeaderText.numbers(key, text(key, ""));
      }
    }
    return List.of();
  }

  private Map<Attribute, String> modality() {
    return switch (text("Modality", "")) {
      case "MET_MOD_CT" -> Map.of(Attribute.MODALITY, "CT");
      case "MET_MOD_MR" -> Map.of(Attribute.MODALITY, "MR");
      case "MET_MOD_US" -> Map.of(Attribute.MODALITY, "US");
      default -> Map.of();
    };
  }

  /** Keeps identifiers out of logs. */
  @Override
  public String toString() {
    return "MetaImageHeader" + new ArrayList<>(fields.keySet());
  }
}

package org.lvmmed.ingest.dicom;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lvmmed.ingest.codec.Faults;
import org.lvmmed.ingest.image.Headers;
import org.lvmmed.ingest.image.ImageHeader;
import org.lvmmed.ingest.image.ImageHeader.Attribute;
import org.lvmmed.ingest.image.ImageHeader.FileWindow;
import org.lvmmed.ingest.image.ImageHeader.Function;
import org.lvmmed.ingest.image.ImageHeader.Rescale;
import org.lvmmed.ingest.image.UnreadableImageException;
import org.lvmmed.ingest.image.ValueTable;

/** Turns what was read of a data set into the header that all formats share. */
final class HeaderBuilder {
  /** A code string (CS) of PS3.5: anything else may be free text, which may name a patient. */
  private static final Pattern CODE = Pattern.compile("[A-Z0-9_ ]{1,16}");

  private final DataSet set;
  private final TransferSyntax syntax;
  private final PixelModule module;
  private final FunctionalGroups groups;

  HeaderBuilder(DataSet set, TransferSyntax syntax, PixelModule module) {
    this.set = set;
    this.syntax = syntax;
    this.module = module;
    this.groups = new FunctionalGroups(set);
  }

  ImageHeader build() throws UnreadableImageException {
    Rescale rescale = rescale(0);
    Geometry geometry = new Geometry(set);
    return Headers.of(DicomReader.FORMAT)
        .compression(syntax.uid())
        .size(
            module.frames(), module.size().rows(), module.size().columns(), module.size().samples())
        .type(module.type(), module.bitsStored())
        .dims(dims())
        .rescale(rescale.slope(), rescale.intercept())
        .modalityTable(LookUpTables.modality(set, module))
        .inverted(module.photometric() == Photometric.MONOCHROME1)
        .padding(PaddingValues.of(set, module))
        .window(window(rescale))
        .spacing(geometry.spacing())
        .palette(palette())
        .geometry(geometry.frames(module.frames()))
        .attributes(attributes())
        .build();
  }

  /** The modality rescale of each frame, or one that holds for all. */
  List<Rescale> rescales() throws UnreadableImageException {
    if (!groups.describesFrames()) {
      return List.of(rescale(0));
    }
    List<Rescale> all = new ArrayList<>();
    for (int frame = 0; frame < module.frames(); frame++) {
      all.add(rescale(frame));
    }
    return List.copyOf(all);
  }

  private Rescale rescale(int frame) throws UnreadableImageException {
    int macro = Tag.PIXEL_VALUE_TRANSFORMATION_SEQUENCE;
    double slope = groups.decimal(frame, macro, Tag.RESCALE_SLOPE).orElse(1);
    double intercept = groups.decimal(frame, macro, Tag.RESCALE_INTERCEPT).orElse(0);
    if (slope == 0) {
      throw Faults.corrupt(
          "Invalid attribute (0028,1053) Rescale Slope: it is 0, which makes one value of all;"
              + " correct the file");
    }
    return new Rescale(slope, intercept);
  }

  private List<Integer> dims() {
    List<Integer> dims = new ArrayList<>();
    if (module.frames() > 1) {
      dims.add(module.frames());
    }
    dims.add(module.size().rows());
    dims.add(module.size().columns());
    if (module.size().samples() > 1) {
      dims.add(module.size().samples());
    }
    return List.copyOf(dims);
  }

  /** Of frames with windows of their own, the commonest one: a series has one window. */
  private @Nullable FileWindow window(Rescale rescale) throws UnreadableImageException {
    ValueTable table = LookUpTables.voi(set, module, rescale);
    if (table != null) {
      return new FileWindow(0, 0, Function.LINEAR, table);
    }
    return windows().entrySet().stream()
        .reduce((a, b) -> b.getValue() > a.getValue() ? b : a)
        .map(Map.Entry::getKey)
        .orElse(null);
  }

  /** Whether its frames have windows of their own that differ. */
  boolean hasMixedWindows() throws UnreadableImageException {
    return windows().size() > 1;
  }

  /** The windows of the frames, and how many have each. */
  private Map<FileWindow, Integer> windows() throws UnreadableImageException {
    Map<FileWindow, Integer> counts = new LinkedHashMap<>();
    int last = groups.describesFrames() ? module.frames() : 1;
    for (int frame = 0; frame < last; frame++) {
      FileWindow own = window(frame);
      if (own != null) {
        counts.merge(own, 1, Integer::sum);
      }
    }
    return counts;
  }

  private @Nullable FileWindow window(int frame) throws UnreadableImageException {
    int macro = Tag.FRAME_VOI_LUT_SEQUENCE;
    OptionalDouble centre = groups.decimal(frame, macro, Tag.WINDOW_CENTER);
    OptionalDouble width = groups.decimal(frame, macro, Tag.WINDOW_WIDTH);
    boolean usable = centre.isPresent() && width.isPresent() && width.getAsDouble() > 0;
    return usable
        ? new FileWindow(
            centre.getAsDouble(),
            width.getAsDouble(),
            function(groups.text(frame, macro, Tag.VOI_LUT_FUNCTION).orElse("LINEAR")),
            null)
        : null;
  }

  private static Function function(String name) throws UnreadableImageException {
    return switch (name) {
      case "LINEAR" -> Function.LINEAR;
      case "LINEAR_EXACT" -> Function.LINEAR_EXACT;
      case "SIGMOID" -> Function.SIGMOID;
      default ->
          throw Faults.unsupported(
              "The VOI LUT Function is none of LINEAR, LINEAR_EXACT and SIGMOID (PS3.3, C.11.2)");
    };
  }

  private int @Nullable [] palette() {
    return module.photometric() == Photometric.PALETTE_COLOR
        ? Palette.read(set).orElse(null)
        : null;
  }

  private Map<Attribute, String> attributes() throws UnreadableImageException {
    Map<Attribute, String> out = new EnumMap<>(Attribute.class);
    put(out, Attribute.PATIENT_ID, set.text(Tag.PATIENT_ID));
    put(out, Attribute.SERIES_ID, set.text(Tag.SERIES_INSTANCE_UID));
    put(out, Attribute.FRAME_OF_REFERENCE_ID, set.text(Tag.FRAME_OF_REFERENCE_UID));
    put(out, Attribute.INSTANCE_ID, set.text(Tag.SOP_INSTANCE_UID));
    put(out, Attribute.INSTANCE_NUMBER, number(set.decimal(Tag.INSTANCE_NUMBER)));
    put(out, Attribute.MODALITY, code(Tag.MODALITY));
    put(out, Attribute.BODY_PART, code(Tag.BODY_PART_EXAMINED));
    put(out, Attribute.BURNED_IN_ANNOTATION, code(Tag.BURNED_IN_ANNOTATION));
    put(out, Attribute.PHOTOMETRIC_INTERPRETATION, code(Tag.PHOTOMETRIC_INTERPRETATION));
    put(out, Attribute.GANTRY_TILT, gantryTilt());
    put(out, Attribute.SOP_CLASS, set.text(Tag.SOP_CLASS_UID).filter(u -> u.matches("[0-9.]+")));
    if (set.text(Tag.IMAGE_TYPE).filter(type -> type.contains("MOSAIC")).isPresent()) {
      out.put(Attribute.MOSAIC, "YES");
    }
    if (Segments.isSegmentation(set)) {
      out.put(Attribute.SEGMENTATION, "YES");
    }
    return Map.copyOf(out);
  }

  private static void put(Map<Attribute, String> out, Attribute key, Optional<String> value) {
    value.ifPresent(v -> out.put(key, v));
  }

  private Optional<String> code(int tag) {
    return set.text(tag).filter(text -> CODE.matcher(text).matches());
  }

  private Optional<String> gantryTilt() throws UnreadableImageException {
    return number(groups.decimal(0, Tag.CT_ACQUISITION_DETAILS_SEQUENCE, Tag.GANTRY_DETECTOR_TILT));
  }

  private static Optional<String> number(OptionalDouble value) {
    if (value.isEmpty()) {
      return Optional.empty();
    }
    double number = value.getAsDouble();
    return Optional.of(
        number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number));
  }
}

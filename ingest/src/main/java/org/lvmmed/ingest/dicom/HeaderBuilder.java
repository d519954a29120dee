package org.lvmmed.ingest.dicom;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lvmmed.ingest.image.ImageHeader;
import org.lvmmed.ingest.image.ImageHeader.Attribute;
import org.lvmmed.ingest.image.ImageHeader.FileWindow;
import org.lvmmed.ingest.image.ImageHeader.Rescale;

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

  ImageHeader build() {
    Rescale rescale = rescale(0);
    Geometry geometry = new Geometry(set);
    return new ImageHeader(
        DicomReader.FORMAT,
        syntax.uid(),
        module.frames(),
        module.size().rows(),
        module.size().columns(),
        module.size().samples(),
        module.type(),
        module.bitsStored(),
        dims(),
        rescale.slope(),
        rescale.intercept(),
        module.photometric() == Photometric.MONOCHROME1,
        padding(),
        window(),
        geometry.spacing(),
        palette(),
        geometry.frames(module.frames()),
        attributes());
  }

  /** The modality rescale of a frame. */
  Rescale rescale(int frame) {
    int macro = Tag.PIXEL_VALUE_TRANSFORMATION_SEQUENCE;
    double slope = groups.decimal(frame, macro, Tag.RESCALE_SLOPE).orElse(1);
    double intercept = groups.decimal(frame, macro, Tag.RESCALE_INTERCEPT).orElse(0);
    return new Rescale(slope == 0 ? 1 : slope, intercept);
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

  private @Nullable Double padding() {
    ByteBuffer value = set.binary(Tag.PIXEL_PADDING_VALUE);
    if (value.remaining() < 2 || module.size().samples() > 1) {
      return null;
    }
    int bits = value.getShort();
    return (double) (module.signed() ? bits : bits & 0xffff);
  }

  private @Nullable FileWindow window() {
    OptionalDouble centre = groups.decimal(0, Tag.FRAME_VOI_LUT_SEQUENCE, Tag.WINDOW_CENTER);
    OptionalDouble width = groups.decimal(0, Tag.FRAME_VOI_LUT_SEQUENCE, Tag.WINDOW_WIDTH);
    boolean usable = centre.isPresent() && width.isPresent() && width.getAsDouble() > 0;
    return usable ? new FileWindow(centre.getAsDouble(), width.getAsDouble()) : null;
  }

  private int @Nullable [] palette() {
    return module.photometric() == Photometric.PALETTE_COLOR
        ? Palette.read(set).orElse(null)
        : null;
  }

  private Map<Attribute, String> attributes() {
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
    return Map.copyOf(out);
  }

  private static void put(Map<Attribute, String> out, Attribute key, Optional<String> value) {
    value.ifPresent(v -> out.put(key, v));
  }

  private Optional<String> code(int tag) {
    return set.text(tag).filter(text -> CODE.matcher(text).matches());
  }

  private Optional<String> gantryTilt() {
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

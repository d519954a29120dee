package org.lvmmed.ingest.dicom;

/** The data elements that are read: everything else in a file is passed over unseen. */
final class Tag {
  static final int TRANSFER_SYNTAX_UID = 0x00020010;

  static final int SOP_CLASS_UID = 0x00080016;
  static final int SOP_INSTANCE_UID = 0x00080018;
  static final int MODALITY = 0x00080060;
  static final int IMAGE_TYPE = 0x00080008;
  static final int REFERENCED_SOP_INSTANCE_UID = 0x00081155;
  static final int REFERENCED_FRAME_NUMBER = 0x00081160;
  static final int SOURCE_IMAGE_SEQUENCE = 0x00082112;
  static final int DERIVATION_IMAGE_SEQUENCE = 0x00089124;
  static final int PATIENT_ID = 0x00100020;
  static final int BODY_PART_EXAMINED = 0x00180015;
  static final int SLICE_THICKNESS = 0x00180050;
  static final int SPACING_BETWEEN_SLICES = 0x00180088;
  static final int GANTRY_DETECTOR_TILT = 0x00181120;
  static final int IMAGER_PIXEL_SPACING = 0x00181164;
  static final int NOMINAL_SCANNED_PIXEL_SPACING = 0x00182010;
  static final int CT_ACQUISITION_DETAILS_SEQUENCE = 0x00189304;
  static final int SERIES_INSTANCE_UID = 0x0020000E;
  static final int INSTANCE_NUMBER = 0x00200013;
  static final int IMAGE_POSITION_PATIENT = 0x00200032;
  static final int IMAGE_ORIENTATION_PATIENT = 0x00200037;
  static final int FRAME_OF_REFERENCE_UID = 0x00200052;
  static final int STACK_ID = 0x00209056;
  static final int IN_STACK_POSITION_NUMBER = 0x00209057;
  static final int FRAME_CONTENT_SEQUENCE = 0x00209111;
  static final int TEMPORAL_POSITION_INDEX = 0x00209128;
  static final int DIMENSION_INDEX_VALUES = 0x00209157;
  static final int SEGMENTATION_TYPE = 0x00620001;
  static final int SEGMENT_IDENTIFICATION_SEQUENCE = 0x0062000A;
  static final int REFERENCED_SEGMENT_NUMBER = 0x0062000B;
  static final int MAXIMUM_FRACTIONAL_VALUE = 0x0062000E;
  static final int PLANE_POSITION_SEQUENCE = 0x00209113;
  static final int PLANE_ORIENTATION_SEQUENCE = 0x00209116;

  static final int SAMPLES_PER_PIXEL = 0x00280002;
  static final int PHOTOMETRIC_INTERPRETATION = 0x00280004;
  static final int PLANAR_CONFIGURATION = 0x00280006;
  static final int NUMBER_OF_FRAMES = 0x00280008;
  static final int ROWS = 0x00280010;
  static final int COLUMNS = 0x00280011;
  static final int PIXEL_SPACING = 0x00280030;
  static final int BITS_ALLOCATED = 0x00280100;
  static final int BITS_STORED = 0x00280101;
  static final int HIGH_BIT = 0x00280102;
  static final int PIXEL_REPRESENTATION = 0x00280103;
  static final int PIXEL_PADDING_VALUE = 0x00280120;
  static final int PIXEL_PADDING_RANGE_LIMIT = 0x00280121;
  static final int FLOAT_PADDING_VALUE = 0x00280122;
  static final int DOUBLE_PADDING_VALUE = 0x00280123;
  static final int FLOAT_PADDING_RANGE_LIMIT = 0x00280124;
  static final int DOUBLE_PADDING_RANGE_LIMIT = 0x00280125;
  static final int BURNED_IN_ANNOTATION = 0x00280301;
  static final int WINDOW_CENTER = 0x00281050;
  static final int WINDOW_WIDTH = 0x00281051;
  static final int RESCALE_INTERCEPT = 0x00281052;
  static final int RESCALE_SLOPE = 0x00281053;
  static final int VOI_LUT_FUNCTION = 0x00281056;
  static final int MODALITY_LUT_SEQUENCE = 0x00283000;
  static final int LUT_DESCRIPTOR = 0x00283002;
  static final int LUT_DATA = 0x00283006;
  static final int VOI_LUT_SEQUENCE = 0x00283010;
  static final int PALETTE_DESCRIPTOR_RED = 0x00281101;
  static final int PALETTE_RED = 0x00281201;
  static final int SEGMENTED_PALETTE_RED = 0x00281221;
  static final int PIXEL_MEASURES_SEQUENCE = 0x00289110;
  static final int FRAME_VOI_LUT_SEQUENCE = 0x00289132;
  static final int PIXEL_VALUE_TRANSFORMATION_SEQUENCE = 0x00289145;

  static final int GRID_FRAME_OFFSET_VECTOR = 0x3004000C;
  static final int SHARED_FUNCTIONAL_GROUPS_SEQUENCE = 0x52009229;
  static final int PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE = 0x52009230;

  static final int EXTENDED_OFFSET_TABLE = 0x7FE00001;
  static final int FLOAT_PIXEL_DATA = 0x7FE00008;
  static final int DOUBLE_FLOAT_PIXEL_DATA = 0x7FE00009;
  static final int PIXEL_DATA = 0x7FE00010;

  static final int ITEM = 0xFFFEE000;
  static final int ITEM_DELIMITATION = 0xFFFEE00D;
  static final int SEQUENCE_DELIMITATION = 0xFFFEE0DD;

  private static final int MAX_TEXT_BYTES = 1 << 16;
  private static final int MAX_TABLE_BYTES = 1 << 24;

  private Tag() {}

  static int group(int tag) {
    return tag >>> 16;
  }

  /** The attribute's name in PS3.6, of those that are numbers. */
  static String name(int tag) {
    return switch (tag) {
      case SLICE_THICKNESS -> "Slice Thickness";
      case SPACING_BETWEEN_SLICES -> "Spacing Between Slices";
      case GANTRY_DETECTOR_TILT -> "Gantry/Detector Tilt";
      case IMAGER_PIXEL_SPACING -> "Imager Pixel Spacing";
      case NOMINAL_SCANNED_PIXEL_SPACING -> "Nominal Scanned Pixel Spacing";
      case INSTANCE_NUMBER -> "Instance Number";
      case IMAGE_POSITION_PATIENT -> "Image Position (Patient)";
      case IMAGE_ORIENTATION_PATIENT -> "Image Orientation (Patient)";
      case REFERENCED_FRAME_NUMBER -> "Referenced Frame Number";
      case NUMBER_OF_FRAMES -> "Number of Frames";
      case PIXEL_SPACING -> "Pixel Spacing";
      case WINDOW_CENTER -> "Window Center";
      case WINDOW_WIDTH -> "Window Width";
      case RESCALE_INTERCEPT -> "Rescale Intercept";
      case RESCALE_SLOPE -> "Rescale Slope";
      case GRID_FRAME_OFFSET_VECTOR -> "Grid Frame Offset Vector";
      default -> "of a number";
    };
  }

  static boolean isPixelData(int tag) {
    return tag == PIXEL_DATA || tag == FLOAT_PIXEL_DATA || tag == DOUBLE_FLOAT_PIXEL_DATA;
  }

  /** Whether the items of this sequence are read. */
  static boolean isReadSequence(int tag) {
    return switch (tag) {
      case SHARED_FUNCTIONAL_GROUPS_SEQUENCE,
          PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE,
          PLANE_POSITION_SEQUENCE,
          PLANE_ORIENTATION_SEQUENCE,
          PIXEL_MEASURES_SEQUENCE,
          FRAME_VOI_LUT_SEQUENCE,
          PIXEL_VALUE_TRANSFORMATION_SEQUENCE,
          CT_ACQUISITION_DETAILS_SEQUENCE,
          DERIVATION_IMAGE_SEQUENCE,
          SOURCE_IMAGE_SEQUENCE,
          FRAME_CONTENT_SEQUENCE,
          SEGMENT_IDENTIFICATION_SEQUENCE,
          MODALITY_LUT_SEQUENCE,
          VOI_LUT_SEQUENCE ->
          true;
      default -> false;
    };
  }

  /** The longest value of this element that is kept; 0 for those that are not read. */
  static int maxBytes(int tag) {
    return switch (tag) {
      case TRANSFER_SYNTAX_UID,
          IMAGE_TYPE,
          REFERENCED_SOP_INSTANCE_UID,
          REFERENCED_FRAME_NUMBER,
          STACK_ID,
          IN_STACK_POSITION_NUMBER,
          TEMPORAL_POSITION_INDEX,
          DIMENSION_INDEX_VALUES,
          SEGMENTATION_TYPE,
          REFERENCED_SEGMENT_NUMBER,
          MAXIMUM_FRACTIONAL_VALUE,
          SOP_CLASS_UID,
          SOP_INSTANCE_UID,
          MODALITY,
          PATIENT_ID,
          BODY_PART_EXAMINED,
          SLICE_THICKNESS,
          SPACING_BETWEEN_SLICES,
          GANTRY_DETECTOR_TILT,
          IMAGER_PIXEL_SPACING,
          NOMINAL_SCANNED_PIXEL_SPACING,
          SERIES_INSTANCE_UID,
          INSTANCE_NUMBER,
          IMAGE_POSITION_PATIENT,
          IMAGE_ORIENTATION_PATIENT,
          FRAME_OF_REFERENCE_UID,
          SAMPLES_PER_PIXEL,
          PHOTOMETRIC_INTERPRETATION,
          PLANAR_CONFIGURATION,
          NUMBER_OF_FRAMES,
          ROWS,
          COLUMNS,
          PIXEL_SPACING,
          BITS_ALLOCATED,
          BITS_STORED,
          HIGH_BIT,
          PIXEL_REPRESENTATION,
          PIXEL_PADDING_VALUE,
          PIXEL_PADDING_RANGE_LIMIT,
          FLOAT_PADDING_VALUE,
          DOUBLE_PADDING_VALUE,
          FLOAT_PADDING_RANGE_LIMIT,
          DOUBLE_PADDING_RANGE_LIMIT,
          VOI_LUT_FUNCTION,
          LUT_DESCRIPTOR,
          BURNED_IN_ANNOTATION,
          WINDOW_CENTER,
          WINDOW_WIDTH,
          RESCALE_INTERCEPT,
          RESCALE_SLOPE ->
          MAX_TEXT_BYTES;
      case GRID_FRAME_OFFSET_VECTOR, EXTENDED_OFFSET_TABLE, LUT_DATA -> MAX_TABLE_BYTES;
      default -> isPalette(tag) ? MAX_TABLE_BYTES : 0;
    };
  }

  private static boolean isPalette(int tag) {
    return isOneOfThree(tag, PALETTE_DESCRIPTOR_RED)
        || isOneOfThree(tag, PALETTE_RED)
        || isOneOfThree(tag, SEGMENTED_PALETTE_RED);
  }

  private static boolean isOneOfThree(int tag, int red) {
    return tag >= red && tag < red + 3;
  }
}

package org.lvmmed.ingest.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lvmmed.ingest.image.ImageHeader;
import org.lvmmed.ingest.image.ImageHeader.Attribute;
import org.lvmmed.ingest.image.ImageHeader.FileWindow;
import org.lvmmed.ingest.image.ImageHeader.Rescale;
import org.lvmmed.ingest.image.MedicalImage;
import org.lvmmed.ingest.image.ReadLimits;
import org.lvmmed.ingest.image.UnreadableImageException;

/** What the header says beside the pixels. */
class DicomHeaderTest {

  private static DicomBuilder slice() {
    return DicomBuilder.grey(DicomBuilder.EXPLICIT_LE, 1, 2, 16)
        .us(0x00280103, 1)
        .pixels("OW", new byte[4]);
  }

  private static ImageHeader header(DicomBuilder builder) throws Exception {
    return Decoded.of(builder.build()).header();
  }

  @Test
  void rescaleWindowPaddingAndSpacingAreRead() throws Exception {
    ImageHeader header =
        header(
            slice()
                .text(0x00281052, "DS", "-1024")
                .text(0x00281053, "DS", "0.5")
                .text(0x00281050, "DS", "40\\600")
                .text(0x00281051, "DS", "400\\1500")
                .us(0x00280120, 0x10000 - 2000)
                .text(0x00280030, "DS", "0.7\\0.8")
                .text(0x00180050, "DS", "5 "));

    assertThat(header.slope()).isEqualTo(0.5);
    assertThat(header.intercept()).isEqualTo(-1024);
    assertThat(header.window()).isEqualTo(new FileWindow(40, 400));
    assertThat(header.padding()).isEqualTo(new ImageHeader.Padding(-2000, -2000));
    assertThat(header.spacing()).containsExactly(0.7, 0.8, 5.0);
    assertThat(header.inverted()).isFalse();
  }

  @Test
  void whatIsMissingStaysUnknown() throws Exception {
    ImageHeader header =
        header(
            slice()
                .text(0x00281050, "DS", "40")
                .text(0x00280030, "DS", "")
                .text(0x00280004, "CS", "MONOCHROME1"));

    assertThat(header.slope()).isEqualTo(1);
    assertThat(header.intercept()).isZero();
    assertThat(header.window()).isNull();
    assertThat(header.padding()).isNull();
    assertThat(header.spacing()).isEmpty();
    assertThat(header.geometry()).isEmpty();
    assertThat(header.inverted()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"abc", "-1024,0", "1 000", "NaN", "0x10"})
  void aNumberThatIsThereAndIsNoneIsARefusalThatNamesTheAttribute(String text) {
    for (int tag : new int[] {0x00281052, 0x00281053, 0x00281050, 0x00200032, 0x00280030}) {
      assertThatThrownBy(() -> header(slice().text(tag, "DS", text)))
          .isInstanceOf(UnreadableImageException.class)
          .hasMessageContaining("(%04X,%04X)".formatted(tag >>> 16, tag & 0xffff))
          .hasMessageNotContaining(text);
    }
  }

  @Test
  void aSlopeOfZeroIsARefusal() {
    assertThatThrownBy(() -> header(slice().text(0x00281053, "DS", "0")))
        .hasMessageContaining("Rescale Slope")
        .hasMessageContaining("one value");
  }

  @Test
  void aMosaicIsMarked() throws Exception {
    ImageHeader header = header(slice().text(0x00080008, "CS", "ORIGINAL\\PRIMARY\\M\\ND\\MOSAIC"));
    assertThat(header.attributes()).containsEntry(Attribute.MOSAIC, "YES");
    assertThat(header(slice()).attributes()).doesNotContainKey(Attribute.MOSAIC);
  }

  @Test
  void aSliceKnowsItsPlaceInThePatient() throws Exception {
    ImageHeader header =
        header(
            slice()
                .text(0x00200032, "DS", "-100\\50.5\\1e1")
                .text(0x00200037, "DS", "1\\0\\0\\0\\0.6\\-0.8")
                .text(0x00181120, "DS", "-17.5"));

    assertThat(header.geometry()).hasSize(1);
    assertThat(header.geometry().get(0).position()).containsExactly(-100, 50.5, 10);
    assertThat(header.geometry().get(0).rowDirection()).containsExactly(1, 0, 0);
    assertThat(header.geometry().get(0).columnDirection()).containsExactly(0, 0.6, -0.8);
    assertThat(header.attributes()).containsEntry(Attribute.GANTRY_TILT, "-17.5");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void functionalGroupsDescribeTheFramesOfMultiFrameImages(boolean undefinedLength)
      throws Exception {
    DicomBuilder image =
        DicomBuilder.grey(DicomBuilder.EXPLICIT_LE, 1, 2, 8)
            .frames(2)
            .pixels("OB", new byte[] {1, 2, 3, 4})
            .sequence(
                0x52009229,
                undefinedLength,
                group(0x00209116, item().text(0x00200037, "DS", "1\\0\\0\\0\\1\\0")),
                group(0x00289110, item()))
            .sequence(
                0x52009230,
                undefinedLength,
                perFrame("0\\0\\1", "2", undefinedLength),
                perFrame("0\\0\\4", "3", undefinedLength));

    try (MedicalImage opened =
        new DicomReader().open(MemoryStore.source(image.build()), ReadLimits.DEFAULT)) {
      assertThat(opened.header().geometry()).hasSize(2);
      assertThat(opened.header().geometry().get(1).position()).containsExactly(0, 0, 4);
      assertThat(opened.header().geometry().get(1).columnDirection()).containsExactly(0, 1, 0);
      assertThat(opened.header().slope()).isEqualTo(2);
      assertThat(opened.rescale(1)).isEqualTo(new Rescale(3, 0));
    }
  }

  private static DicomBuilder item() {
    return new DicomBuilder(DicomBuilder.EXPLICIT_LE);
  }

  private static DicomBuilder group(int macro, DicomBuilder content) {
    return item().sequence(macro, false, content);
  }

  private static DicomBuilder perFrame(String position, String slope, boolean undefinedLength) {
    return item()
        .sequence(0x00209113, undefinedLength, item().text(0x00200032, "DS", position))
        .sequence(0x00289145, undefinedLength, item().text(0x00281053, "DS", slope));
  }

  @Test
  void aDoseGridSaysWhereItsPlanesLie() throws Exception {
    ImageHeader header =
        header(
            DicomBuilder.grey(DicomBuilder.EXPLICIT_LE, 1, 1, 8)
                .frames(3)
                .pixels("OB", new byte[3])
                .text(0x00200032, "DS", "1\\2\\3")
                .text(0x00200037, "DS", "1\\0\\0\\0\\1\\0")
                .text(0x00280030, "DS", "2\\2")
                .text(0x3004000C, "DS", "0\\2.5\\5"));

    assertThat(header.geometry()).hasSize(3);
    assertThat(header.geometry().get(2).position()).containsExactly(1, 2, 8);
    assertThat(header.spacing()).containsExactly(2.0, 2.0, 2.5);
  }

  @Test
  void paletteColoursAreIndexedByStoredValue() throws Exception {
    ImageHeader header =
        header(
            DicomBuilder.grey(DicomBuilder.EXPLICIT_LE, 1, 2, 8)
                .text(0x00280004, "CS", "PALETTE COLOR")
                .pixels("OB", new byte[] {1, 2})
                .us(0x00281101, 2, 1, 16)
                .us(0x00281102, 2, 1, 16)
                .us(0x00281103, 2, 1, 16)
                .us(0x00281201, 0x1200, 0xFF00)
                .us(0x00281202, 0x3400, 0xFF00)
                .us(0x00281203, 0x5600, 0x0000));

    assertThat(header.palette()).containsExactly(0xff123456, 0xff123456, 0xffffff00);
  }

  @Test
  void segmentedPalettesAreExpanded() throws Exception {
    DicomBuilder image =
        DicomBuilder.grey(DicomBuilder.EXPLICIT_LE, 1, 2, 8)
            .text(0x00280004, "CS", "PALETTE COLOR")
            .pixels("OB", new byte[] {1, 2});
    for (int colour = 0; colour < 3; colour++) {
      image.us(0x00281101 + colour, 7, 0, 16);
      // One entry, a line of two to 0x3000, then both segments again from byte 0.
      image.us(0x00281221 + colour, 0, 1, 0x1000, 1, 2, 0x3000, 2, 2, 0, 0, 0, 1, 0xFF00);
    }

    assertThat(header(image).palette())
        .containsExactly(
            0xff101010, 0xff202020, 0xff303030, 0xff101010, 0xff202020, 0xff303030, 0xffffffff);
  }

  @Test
  void onlyAllowListedAttributesLeaveTheReader() throws Exception {
    ImageHeader header =
        header(
            slice()
                .text(0x00100010, "PN", "DOE^JANE")
                .text(0x00100020, "LO", "P-4711")
                .text(0x00100030, "DA", "19700101")
                .text(0x00080060, "CS", "CT")
                .text(0x00180015, "CS", "doe jane abdomen")
                .text(0x00200013, "IS", "12")
                .text(0x0020000E, "UI", "1.2.3"));

    assertThat(header.attributes())
        .containsOnly(
            java.util.Map.entry(Attribute.PATIENT_ID, "P-4711"),
            java.util.Map.entry(Attribute.MODALITY, "CT"),
            java.util.Map.entry(Attribute.INSTANCE_NUMBER, "12"),
            java.util.Map.entry(Attribute.SERIES_ID, "1.2.3"),
            java.util.Map.entry(Attribute.PHOTOMETRIC_INTERPRETATION, "MONOCHROME2"));
  }

  @Test
  void sequencesThatAreNotReadAreSteppedOver() throws Exception {
    DicomBuilder icon = DicomBuilder.grey(DicomBuilder.EXPLICIT_LE, 99, 99, 8);
    icon.fragments(new int[0], new byte[] {1, 2, 3, 4});

    for (boolean undefinedLength : List.of(true, false)) {
      ImageHeader header = header(slice().sequence(0x00880200, undefinedLength, icon));
      assertThat(header.dims()).containsExactly(1, 2);
    }
  }
}

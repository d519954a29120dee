package org.lvmmed.ingest.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.lvmmed.ingest.image.ReadLimits;
import org.lvmmed.ingest.image.UnreadableImageException;
import org.lvmmed.ingest.image.UnreadableImageException.Reason;

/** Every bad file is refused with its reason, and without spending time or memory on it. */
@Timeout(20)
class DicomRefusalTest {

  private static DicomBuilder image(int rows, int columns) {
    return DicomBuilder.grey(DicomBuilder.EXPLICIT_LE, rows, columns, 16);
  }

  private static UnreadableImageException refusal(byte[] file) {
    return refusal(file, ReadLimits.DEFAULT);
  }

  private static UnreadableImageException refusal(byte[] file, ReadLimits limits) {
    return catchThrowableOfType(UnreadableImageException.class, () -> Decoded.of(file, limits));
  }

  private static void assertRefused(byte[] file, Reason reason, String message) {
    UnreadableImageException refusal = refusal(file);
    assertThat(refusal).hasMessageContaining(message);
    assertThat(refusal.reason()).isEqualTo(reason);
  }

  @Test
  void anEmptyFileAndOneOfAnotherKindAreToldApart() {
    assertRefused(new byte[0], Reason.EMPTY, "0 bytes");
    assertRefused(
        "not an image".getBytes(StandardCharsets.UTF_8), Reason.UNKNOWN_FORMAT, "Not DICOM");
    assertThat(
            new DicomReader().recognises("GIF89a 1234".getBytes(StandardCharsets.UTF_8), "x.dcm"))
        .isFalse();
  }

  @Test
  void bareDataSetsAreRecognisedAndRead() throws Exception {
    for (String syntax :
        new String[] {
          DicomBuilder.IMPLICIT_LE, DicomBuilder.EXPLICIT_LE, DicomBuilder.EXPLICIT_BE
        }) {
      byte[] file =
          DicomBuilder.grey(syntax, 1, 2, 8)
              .text(0x00080016, "UI", "1.2.3")
              .text(0x00080060, "CS", "OT")
              .pixels("OB", new byte[] {1, 2})
              .dataSet();

      assertThat(new DicomReader().recognises(file, "noname")).isTrue();
      assertThat(Decoded.of(file).header().transferSyntax()).isEqualTo(syntax);
    }
  }

  @Test
  void aDataSetThatIsImplicitAgainstItsSyntaxIsRead() throws Exception {
    byte[] wrong = DicomBuilder.grey(DicomBuilder.EXPLICIT_LE, 1, 2, 8).build();
    byte[] meta = Arrays.copyOf(wrong, 128 + 4 + 8 + 20);
    byte[] implicit =
        DicomBuilder.grey(DicomBuilder.IMPLICIT_LE, 1, 2, 8).pixels("OB", new byte[2]).dataSet();
    byte[] file = Arrays.copyOf(meta, meta.length + implicit.length);
    System.arraycopy(implicit, 0, file, meta.length, implicit.length);

    assertThat(Decoded.of(file).header().dims()).containsExactly(1, 2);
  }

  @Test
  void pixelsThatEndEarlyAreRefusedWhenTheFileIsOpened() {
    byte[] whole = image(4, 4).pixels("OW", new byte[32]).build();

    assertRefused(Arrays.copyOf(whole, whole.length - 2), Reason.TRUNCATED, "30 bytes");
    assertRefused(Arrays.copyOf(whole, 140), Reason.TRUNCATED, "inside a data element");
    assertRefused(image(8, 8).pixels("OW", new byte[32]).build(), Reason.TRUNCATED, "need 128");
  }

  @Test
  void everyPrefixOfAFileIsRefused() {
    byte[] whole =
        image(2, 2)
            .sequence(0x52009229, true, new DicomBuilder(DicomBuilder.EXPLICIT_LE))
            .pixels("OW", new byte[8])
            .build();

    for (int length = 0; length < whole.length; length++) {
      assertThat(refusal(Arrays.copyOf(whole, length))).as("first %d bytes", length).isNotNull();
    }
  }

  @Test
  void aDataSetWithoutPixelsHoldsNoImage() {
    assertRefused(image(1, 1).build(), Reason.NO_IMAGE, "no pixel data");
    assertRefused(image(1, 1).pixels("OW", new byte[0]).build(), Reason.NO_IMAGE, "no pixel data");
  }

  @Test
  void dimensionsThatLieCostNothing() {
    assertRefused(
        image(65535, 65535).pixels("OW", new byte[4]).build(), Reason.TOO_LARGE, "the limit is");
    assertRefused(
        image(100, 100).frames(2_000_000_000).pixels("OW", new byte[4]).build(),
        Reason.TOO_LARGE,
        "frames");
    assertRefused(image(0, 5).pixels("OW", new byte[4]).build(), Reason.CORRUPT, "Invalid Rows: 0");
  }

  @Test
  void limitsOfTheConfigurationAreKept() {
    byte[] file = image(4, 4).frames(3).pixels("OW", new byte[96]).build();

    assertThat(refusal(file, new ReadLimits(100, 1000, 10, 1000)).reason())
        .isEqualTo(Reason.TOO_LARGE);
    assertThat(refusal(file, new ReadLimits(1000, 31, 10, 1000))).hasMessageContaining("31");
    assertThat(refusal(file, new ReadLimits(1000, 1000, 2, 1000))).hasMessageContaining("3 frames");
    assertThat(refusal(file, new ReadLimits(1000, 1000, 10, 95))).hasMessageContaining("in all");
    assertThat(refusal(file, new ReadLimits(1000, 32, 3, 96))).isNull();
  }

  @Test
  void aDeflateBombIsRefusedBeforeItUnpacks() {
    byte[] bomb =
        DicomBuilder.grey(DicomBuilder.DEFLATED, 10000, 10000, 8)
            .frames(100)
            .pixels("OB", new byte[1 << 20])
            .build();

    assertRefused(bomb, Reason.TRUNCATED, "need 10000000000");
  }

  @Test
  void aPackedHeaderThatNeverEndsIsRefused() {
    byte[] bomb =
        DicomBuilder.grey(DicomBuilder.DEFLATED, 1, 1, 8)
            .raw(0x00091001, "OB", new byte[80 << 20])
            .pixels("OB", new byte[2])
            .build();

    assertRefused(bomb, Reason.TRUNCATED, "ends inside");
  }

  @Test
  void sequencesNestedWithoutEndAreRefused() {
    byte[] open = new byte[200_000 * 20];
    byte[] level = {
      0x08, 0, 0x15, 0x11, 'S', 'Q', 0, 0, -1, -1, -1, -1, -2, -1, 0, -32, -1, -1, -1, -1
    };
    for (int i = 0; i < open.length; i++) {
      open[i] = level[i % level.length];
    }
    byte[] meta = new DicomBuilder(DicomBuilder.EXPLICIT_LE).build();
    byte[] file = Arrays.copyOf(meta, meta.length + open.length);
    System.arraycopy(open, 0, file, meta.length, open.length);

    assertRefused(file, Reason.CORRUPT, "nested deeper than 64");
  }

  @Test
  void unknownAndUnsupportedSyntaxesAreNamed() {
    assertRefused(
        DicomBuilder.grey("1.2.840.10008.1.2.4.100", 1, 1, 8).build(), Reason.UNSUPPORTED, "MPEG");
    assertRefused(
        DicomBuilder.grey("1.2.840.10008.9.9", 1, 1, 8).build(),
        Reason.UNSUPPORTED,
        "1.2.840.10008.9.9");
    assertRefused(
        DicomBuilder.grey("1.3.12.4711", 1, 1, 8).build(), Reason.UNSUPPORTED, "(private)");
  }

  @Test
  void messagesHoldNothingOfThePatient() {
    byte[] file =
        image(8, 8)
            .text(0x00100010, "PN", "DOE^JANE")
            .text(0x00100020, "LO", "P-4711")
            .text(0x00280004, "CS", "DOE")
            .pixels("OW", new byte[2])
            .build();

    assertThat(refusal(file).getMessage()).doesNotContain("DOE", "4711");
  }

  @Test
  void fragmentsThatCannotBeToldApartIntoFramesAreRefused() {
    byte[] file =
        DicomBuilder.grey(DicomBuilder.RLE, 1, 2, 8)
            .frames(3)
            .fragments(new int[] {0, 4, 8}, new byte[10], new byte[10])
            .build();

    assertRefused(file, Reason.CORRUPT, "2 fragments cannot be told apart into 3 frames");
  }

  @Test
  void compressedPixelsWithoutFragmentsAreRefused() {
    assertRefused(
        DicomBuilder.grey(DicomBuilder.RLE, 1, 2, 8).pixels("OB", new byte[2]).build(),
        Reason.CORRUPT,
        "no fragments with transfer syntax");
  }
}

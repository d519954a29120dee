package org.lvmmed.ingest.pixels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lvmmed.ingest.image.Frame;
import org.lvmmed.ingest.image.Headers;
import org.lvmmed.ingest.image.ImageHeader;
import org.lvmmed.ingest.image.ImageHeader.FileWindow;
import org.lvmmed.ingest.image.SampleType;
import org.lvmmed.ingest.image.UnreadableImageException;

class RendererTest {
  private final Renderer renderer = new Renderer(PixelRules.DEFAULT);
  private final Windows windows = new Windows(PixelRules.DEFAULT);

  @Test
  void rescaleComesBeforeTheWindowAndInversionAfterIt() throws UnreadableImageException {
    ImageHeader header = header(SampleType.INT16, 16, 2, -1000, true, null, null);
    Frame frame = shorts(450, 500, 550, 600);

    Picture picture = renderer.render(header, frame, new Window(-100, 100, Window.HOUNSFIELD));

    assertThat(picture.bits()).isEqualTo(16);
    assertThat(values(picture)).containsExactly(65535, 32767, 0, 0);
  }

  @Test
  void paddingAndNaNAreBlackEvenWhereBlackIsWhite() throws UnreadableImageException {
    ImageHeader header = header(SampleType.INT16, 16, 1, 0, true, -2000.0, null);

    Picture picture = renderer.render(header, shorts(-2000, 0, 100, 50), new Window(0, 100, ""));

    assertThat(values(picture)).containsExactly(0, 65535, 0, 32767);
  }

  @Test
  void narrowGreyIsKeptAndStretchedToEightBits() throws UnreadableImageException {
    ImageHeader eight = header(SampleType.UINT8, 8, 1, 0, false, null, null);
    ImageHeader one = header(SampleType.UINT8, 1, 1, 0, false, null, null);
    Frame bytes = new Frame(0, 2, 2, 1, SampleType.UINT8, new byte[] {0, 1, 127, (byte) 255});
    Frame bits = new Frame(0, 2, 2, 1, SampleType.UINT8, new byte[] {0, 1, 1, 0});

    assertThat(values(render(eight, bytes))).containsExactly(0, 1, 127, 255);
    assertThat(values(render(one, bits))).containsExactly(0, 255, 255, 0);
  }

  @Test
  void colourIsKeptAndItsAlphaDropped() throws UnreadableImageException {
    byte[] data = {1, 2, 3, 9, 4, 5, 6, 9, 7, 8, 9, 9, 10, 11, 12, 9};
    Frame frame = new Frame(0, 2, 2, 4, SampleType.UINT8, data);
    Picture picture = render(header(SampleType.UINT8, 8, 1, 0, false, null, null), frame);

    assertThat(picture.channels()).isEqualTo(3);
    assertThat(picture.data()).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
  }

  @Test
  void otherNumbersOfSamplesAreRefused() {
    Frame frame = new Frame(0, 1, 1, 5, SampleType.UINT8, new byte[5]);

    assertThatThrownBy(() -> render(header(SampleType.UINT8, 8, 1, 0, false, null, null), frame))
        .isInstanceOf(UnreadableImageException.class)
        .hasMessageContaining("5 values a pixel");
  }

  @Test
  void modalityChoosesTheWindow() {
    ImageHeader plain = header(SampleType.INT16, 16, 1, -1024, false, null, null);
    ImageHeader windowed =
        header(SampleType.INT16, 16, 1, -1024, false, null, new FileWindow(50, 401));
    WindowRule auto = new WindowRule.ByModality();

    assertThat(windows.resolve(plain, Modality.CT, auto))
        .isEqualTo(new WindowRule.Range(-160, 240, Window.HOUNSFIELD));
    assertThat(windows.resolve(windowed, Modality.CT, auto))
        .isEqualTo(new WindowRule.Shown(new Window(-150.5, 249.5, Window.HOUNSFIELD)));
    assertThat(windows.resolve(windowed, Modality.MRI, auto))
        .isEqualTo(PixelRules.DEFAULT.percentiles());
    assertThat(windows.resolve(windowed, Modality.XRAY, auto))
        .isEqualTo(new WindowRule.Shown(new Window(-150.5, 249.5, Window.STORED)));
    assertThat(windows.resolve(plain, Modality.UNKNOWN, auto))
        .isEqualTo(PixelRules.DEFAULT.percentiles());
  }

  @Test
  void hounsfieldPresetsNeedValuesThatCanBeHounsfieldUnits() {
    WindowRule auto = new WindowRule.ByModality();
    ImageHeader header = header(SampleType.INT16, 16, 1, 0, false, null, null);
    WindowRule.Counted rule = (WindowRule.Counted) windows.resolve(header, Modality.CT, auto);

    assertThat(unit(rule, header, IntStream.rangeClosed(-1000, 1500))).isEqualTo("HU");
    assertThat(unit(rule, header, IntStream.rangeClosed(0, 200))).isEqualTo("HU");
    assertThat(unit(rule, header, IntStream.rangeClosed(20000, 24000))).isEqualTo("stored");
    assertThat(unit(rule, header, IntStream.rangeClosed(0, 2500))).isEqualTo("stored");
    assertThat(unit(rule, header, IntStream.of(0, 1, 0, 1))).isEqualTo("stored");
  }

  private String unit(WindowRule.Counted rule, ImageHeader header, IntStream values) {
    windows.begin();
    windows.count(header, shorts(values.toArray()));
    return windows.ofCounted(rule).unit();
  }

  @Test
  void percentilesLeaveOutPaddingAndNaN() {
    ImageHeader header = header(SampleType.INT16, 16, 1, 0, false, -999.0, null);
    windows.begin();
    windows.count(header, shorts(IntStream.rangeClosed(0, 1000).toArray()));
    windows.count(header, shorts(IntStream.range(0, 500).map(i -> -999).toArray()));

    Window window = windows.ofCounted(new WindowRule.Percentiles(10, 90));

    assertThat(window.low()).isCloseTo(100, within(1.0));
    assertThat(window.high()).isCloseTo(900, within(1.0));
  }

  @Test
  void percentilesOfRealNumbersAreCloseToTheTruth() {
    ValueHistogram histogram = new ValueHistogram();
    for (int i = -50_000; i <= 50_000; i++) {
      histogram.add(i * 1e-3, 1);
    }

    assertThat(histogram.percentile(1)).isCloseTo(-49, within(0.05));
    assertThat(histogram.percentile(50)).isCloseTo(0, within(0.01));
    assertThat(histogram.percentile(99)).isCloseTo(49, within(0.05));
  }

  @Test
  void windowsAreReadFromText() {
    assertThat(WindowRule.parse("lung"))
        .isEqualTo(new WindowRule.Range(-1350, 150, Window.HOUNSFIELD));
    assertThat(WindowRule.parse("-100 300"))
        .isEqualTo(new WindowRule.Range(-100, 300, Window.STORED));
    assertThat(WindowRule.parse("percentiles 1 99")).isEqualTo(new WindowRule.Percentiles(1, 99));
    assertThatThrownBy(() -> WindowRule.parse("bonee"))
        .hasMessageContaining("bonee")
        .hasMessageContaining("soft-tissue");
  }

  @Test
  void orientationsTurnThePicture() {
    Picture stored = new Picture(2, 3, 1, 8, new byte[] {1, 2, 3, 4, 5, 6});

    assertThat(Orientation.upright(stored, 3).data()).containsExactly(6, 5, 4, 3, 2, 1);
    Picture turned = Orientation.upright(stored, 6);
    assertThat(turned.rows()).isEqualTo(3);
    assertThat(turned.data()).containsExactly(4, 1, 5, 2, 6, 3);
    assertThat(Orientation.upright(stored, 8).data()).containsExactly(3, 6, 2, 5, 1, 4);
  }

  private Picture render(ImageHeader header, Frame frame) throws UnreadableImageException {
    return renderer.render(header, frame, Windows.fixed(header, new WindowRule.AsStored()));
  }

  private static int[] values(Picture picture) {
    return IntStream.range(0, picture.rows() * picture.columns()).map(picture::value).toArray();
  }

  private static Frame shorts(int... values) {
    ByteBuffer data = ByteBuffer.allocate(2 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (int value : values) {
      data.putShort((short) value);
    }
    return new Frame(0, 1, values.length, 1, SampleType.INT16, data.array());
  }

  private static ImageHeader header(
      SampleType type,
      int bits,
      double slope,
      double intercept,
      boolean inverted,
      Double padding,
      FileWindow window) {
    return Headers.of("dicom")
        .size(1, 2, 2, 1)
        .type(type, bits)
        .rescale(slope, intercept)
        .inverted(inverted)
        .padding(padding == null ? null : new ImageHeader.Padding(padding, padding))
        .window(window)
        .build();
  }
}

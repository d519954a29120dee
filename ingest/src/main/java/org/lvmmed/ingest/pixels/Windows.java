package org.lvmmed.ingest.pixels;

import java.io.IOException;
import java.util.List;
import org.lvmmed.ingest.image.Frame;
import org.lvmmed.ingest.image.ImageHeader;
import org.lvmmed.ingest.image.MedicalImage;
import org.lvmmed.ingest.image.SampleType;
import org.lvmmed.ingest.image.UnreadableImageException;

/**
 * Chooses the window of an image or series. By modality: CT takes the file's window, else a preset
 * in Hounsfield units; radiographs take the file's, else percentiles; everything else, whose values
 * have no unit, takes percentiles. Grey of at most 8 bits is kept unless a window is asked for. Not
 * safe for use by several threads.
 */
public final class Windows {
  private final PixelRules rules;
  private final ValueHistogram histogram = new ValueHistogram();

  public Windows(PixelRules rules) {
    this.rules = rules;
  }

  /** Whether a picture is made by {@link Renderer} from the stored values alone. */
  static boolean isPlain(ImageHeader header) {
    boolean narrow = header.bitsStored() <= 8 && header.type() == SampleType.UINT8;
    return header.samples() > 2 || header.palette() != null || narrow;
  }

  /** What is to be done with an image of this header. */
  public WindowRule resolve(ImageHeader header, String modality, WindowRule asked) {
    if (header.samples() > 2 || header.palette() != null) {
      return new WindowRule.AsStored();
    }
    if (asked instanceof WindowRule.ByModality) {
      return byModality(header, modality);
    }
    if (asked instanceof WindowRule.OfFile) {
      return header.window() == null ? byModality(header, modality) : ofFile(header, modality);
    }
    return asked;
  }

  private WindowRule byModality(ImageHeader header, String modality) {
    boolean ct = modality.equals(Modality.CT);
    boolean rescaled = header.slope() != 1 || header.intercept() != 0;
    if (isPlain(header) && !(ct && rescaled)) {
      return new WindowRule.AsStored();
    }
    boolean named = ct || modality.equals(Modality.XRAY) || modality.equals(Modality.MAMMOGRAPHY);
    if (named && header.window() != null) {
      return ofFile(header, modality);
    }
    return ct ? rules.ct() : rules.percentiles();
  }

  /** DICOM's linear function, PS3.3 C.11.2.1.2.1. */
  private static WindowRule ofFile(ImageHeader header, String modality) {
    ImageHeader.FileWindow window = header.window();
    if (window == null || !(window.width() >= 1)) {
      return new WindowRule.AsStored();
    }
    double half = (window.width() - 1) / 2;
    double low = window.centre() - 0.5 - half;
    return new WindowRule.Range(
        low, Math.max(low + 1e-6, window.centre() - 0.5 + half), unit(modality));
  }

  private static String unit(String modality) {
    return modality.equals(Modality.CT) ? Window.HOUNSFIELD : Window.STORED;
  }

  /**
   * The window by a rule that needs no look at the values, or null.
   *
   * @param rule as {@link #resolve} gave it
   */
  public static @org.jspecify.annotations.Nullable Window fixed(
      ImageHeader header, WindowRule rule) {
    if (rule instanceof WindowRule.Range range) {
      return new Window(range.low(), range.high(), range.unit());
    }
    return rule instanceof WindowRule.AsStored ? wholeRange(header) : null;
  }

  /** The range of the type, for grey that is stored unwindowed. */
  private static Window wholeRange(ImageHeader header) {
    double low = 0;
    double high = 1;
    if (!header.type().isFloat()) {
      boolean signed = header.type().name().startsWith("INT");
      high = Math.pow(2, header.bitsStored() - (signed ? 1 : 0)) - 1;
      low = signed ? -high - 1 : 0;
    }
    double a = low * header.slope() + header.intercept();
    double b = high * header.slope() + header.intercept();
    return new Window(Math.min(a, b), Math.max(a, b), Window.STORED);
  }

  /** Starts the count of a new volume or series. */
  public void begin() {
    histogram.clear();
  }

  /** Counts a frame's rescaled values, padding left out. */
  public void count(ImageHeader header, Frame frame) {
    double padding = header.padding() == null ? Double.NaN : header.padding();
    for (int i = 0; i < frame.length(); i += frame.samples()) {
      double value = frame.value(i);
      if (value != padding) {
        histogram.add(value * header.slope() + header.intercept());
      }
    }
  }

  /** The window between percentiles of what was counted. */
  public Window ofCounted(WindowRule.Percentiles percentiles) {
    return new Window(
        histogram.percentile(percentiles.low()),
        histogram.percentile(percentiles.high()),
        Window.STORED);
  }

  /** Windows for each volume of an image: one, or as many as a 4-D image has volumes. */
  public List<Window> of(MedicalImage image, WindowRule rule, int slicesPerVolume)
      throws IOException, UnreadableImageException {
    Window fixed = fixed(image.header(), rule);
    if (fixed != null) {
      return List.of(fixed);
    }
    WindowRule.Percentiles percentiles = (WindowRule.Percentiles) rule;
    java.util.ArrayList<Window> windows = new java.util.ArrayList<>();
    begin();
    image.forEachFrame(
        frame -> {
          count(image.headerOf(frame.index()), frame);
          if ((frame.index() + 1) % slicesPerVolume == 0) {
            windows.add(ofCounted(percentiles));
            begin();
          }
        });
    return windows;
  }
}

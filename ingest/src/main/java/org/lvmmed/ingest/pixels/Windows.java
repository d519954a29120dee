package org.lvmmed.ingest.pixels;

import java.io.IOException;
import java.util.List;
import org.lvmmed.ingest.image.Frame;
import org.lvmmed.ingest.image.ImageHeader;
import org.lvmmed.ingest.image.MedicalImage;
import org.lvmmed.ingest.image.SampleType;
import org.lvmmed.ingest.image.UnreadableImageException;
import org.lvmmed.ingest.image.ValueTable;

/**
 * Chooses the window of an image or series. By modality: CT takes the file's window, else a preset
 * in Hounsfield units; radiographs take the file's, else percentiles; everything else, whose values
 * have no unit, takes percentiles. Grey of at most 8 bits is kept unless a window is asked for. Not
 * safe for use by several threads.
 */
public final class Windows {
  private static final double DENSEST = 10_000;
  private static final double LIGHTEST = -1100;
  private static final double LEAST_SPREAD = 20;
  private static final double SOFT = 700;

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
    return asked instanceof WindowRule.Range range ? trusted(header, range) : asked;
  }

  private WindowRule byModality(ImageHeader header, String modality) {
    boolean ct = modality.equals(Modality.CT);
    boolean rescaled = header.isRescaled();
    if (isPlain(header) && !(ct && rescaled) && header.modalityTable() == null) {
      return new WindowRule.AsStored();
    }
    boolean named = ct || modality.equals(Modality.XRAY) || modality.equals(Modality.MAMMOGRAPHY);
    if (named && header.window() != null) {
      return ofFile(header, modality);
    }
    if (ct && rules.ct() instanceof WindowRule.Range range) {
      return trusted(header, range);
    }
    return ct ? rules.ct() : rules.percentiles();
  }

  /** A range in Hounsfield units holds where the header vouches for the unit, else if it can be. */
  private WindowRule trusted(ImageHeader header, WindowRule.Range range) {
    boolean vouched = header.format().equals("dicom") && header.isRescaled();
    return vouched || !range.unit().equals(Window.HOUNSFIELD)
        ? range
        : new WindowRule.IfHounsfield(range, rules.percentiles());
  }

  /** The functions and tables of PS3.3, C.11.2. */
  private static WindowRule ofFile(ImageHeader header, String modality) {
    ImageHeader.FileWindow window = header.window();
    if (window != null && window.table() != null) {
      ValueTable table = window.table();
      double last = table.first() + table.entries().length - 1.0;
      return new WindowRule.Shown(
          new Window(table.first(), last, unit(modality), new Tone.Table(table)));
    }
    boolean linear = window != null && window.function() == ImageHeader.Function.LINEAR;
    if (window == null || !(window.width() > 0) || linear && window.width() < 1) {
      return new WindowRule.AsStored();
    }
    double half = (linear ? window.width() - 1 : window.width()) / 2;
    double middle = linear ? window.centre() - 0.5 : window.centre();
    double low = middle - half;
    double high = Math.max(low + 1e-6, middle + half);
    Tone tone =
        window.function() == ImageHeader.Function.SIGMOID
            ? new Tone.Sigmoid(window.centre(), window.width())
            : new Tone.Linear(low, high);
    return new WindowRule.Shown(new Window(low, high, unit(modality), tone));
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
    if (rule instanceof WindowRule.Shown shown) {
      return shown.window();
    }
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
    double a = header.rescaled(low);
    double b = header.rescaled(high);
    return new Window(Math.min(a, b), Math.max(a, b), Window.STORED);
  }

  /** Starts the count of a new volume or series. */
  public void begin() {
    histogram.clear();
  }

  /** Counts a frame's rescaled values, padding left out. */
  public void count(ImageHeader header, Frame frame) {
    if (frame.type().bytes() > 2) {
      for (int i = 0; i < frame.length(); i += frame.samples()) {
        count(header, frame.value(i), 1);
      }
      return;
    }
    // Narrow values are few: each is rescaled once however often it occurs.
    int[] times = new int[1 << 8 * frame.type().bytes()];
    int[] where = new int[times.length];
    for (int i = 0; i < frame.length(); i += frame.samples()) {
      int bits = frame.bits(i);
      times[bits]++;
      where[bits] = i;
    }
    for (int bits = 0; bits < times.length; bits++) {
      if (times[bits] > 0) {
        count(header, frame.value(where[bits]), times[bits]);
      }
    }
  }

  private void count(ImageHeader header, double stored, int times) {
    if (!header.isPadding(stored)) {
      histogram.add(header.rescaled(stored), times);
    }
  }

  /** The window that what was counted calls for. */
  public Window ofCounted(WindowRule.Counted rule) {
    if (rule instanceof WindowRule.IfHounsfield hounsfield) {
      WindowRule.Range range = hounsfield.range();
      return canBeHounsfield()
          ? new Window(range.low(), range.high(), range.unit())
          : between(hounsfield.otherwise());
    }
    return between((WindowRule.Percentiles) rule);
  }

  private Window between(WindowRule.Percentiles percentiles) {
    return new Window(
        histogram.percentile(percentiles.low()),
        histogram.percentile(percentiles.high()),
        Window.STORED);
  }

  /**
   * Whether the values can be Hounsfield units: of air (-1000) to metal, spread over more than a
   * tissue's noise, and, where none is below 0, with no more than a tenth denser than bone's
   * beginnings, since offsets of 1024 and more would put all tissue there.
   */
  private boolean canBeHounsfield() {
    double least = histogram.percentile(0);
    double low = histogram.percentile(0.5);
    double high = histogram.percentile(99.5);
    return high <= DENSEST
        && high >= LIGHTEST
        && high - low >= LEAST_SPREAD
        && (least < 0 || histogram.percentile(90) <= SOFT);
  }

  /** Windows for each volume of an image: one, or as many as a 4-D image has volumes. */
  public List<Window> of(MedicalImage image, WindowRule rule, int slicesPerVolume)
      throws IOException, UnreadableImageException {
    Window fixed = fixed(image.header(), rule);
    if (fixed != null) {
      return List.of(fixed);
    }
    WindowRule.Counted counted = (WindowRule.Counted) rule;
    java.util.ArrayList<Window> windows = new java.util.ArrayList<>();
    begin();
    image.forEachFrame(
        frame -> {
          count(image.headerOf(frame.index()), frame);
          if ((frame.index() + 1) % slicesPerVolume == 0) {
            windows.add(ofCounted(counted));
            begin();
          }
        });
    return windows;
  }
}

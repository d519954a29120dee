package org.lvmmed.ingest.corpus;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.lvmmed.ingest.image.Frame;
import org.lvmmed.ingest.image.ImageHeader;
import org.lvmmed.ingest.image.MedicalImage;
import org.lvmmed.ingest.image.UnreadableImageException;
import org.lvmmed.ingest.image.UnreadableImageException.Reason;
import org.lvmmed.ingest.pixels.Picture;
import org.lvmmed.ingest.pixels.Window;
import org.lvmmed.ingest.pixels.WindowRule;
import org.lvmmed.ingest.pixels.Windows;
import org.lvmmed.ingest.plan.DatasetRules;
import org.lvmmed.ingest.plan.Refusal;
import org.lvmmed.ingest.plan.Unit;

/**
 * Reads a series of single-frame files in their order. It has one window: that of percentiles of
 * all its values, or the one that most of its files name. Views of a radiograph, which have no
 * positions, keep their own. Frames are kept between the passes as far as memory allows.
 */
final class SeriesReading {
  private final ReadingTools tools;
  private final Unit unit;
  private final DatasetRules rules;
  private final SliceMaker slices;
  private final Map<String, Slice> kept = new HashMap<>();
  private final Map<String, Refusal> refused = new LinkedHashMap<>();
  private final List<String> blank = new ArrayList<>();
  private @Nullable Window counted;
  private @Nullable WindowRule common;
  private long keptBytes;
  private int made;

  SeriesReading(ReadingTools tools, Unit unit, DatasetRules rules, Consumer<Outcome> sink) {
    this.tools = tools;
    this.unit = unit;
    this.rules = rules;
    this.slices = new SliceMaker(tools, unit, rules, sink);
  }

  private record Slice(ImageHeader header, Frame frame) {}

  void read() {
    if (unit.isSeries() && unit.mixedWindows()) {
      common = common();
    }
    for (int i = 0; i < unit.parts().size(); i++) {
      Slice slice = load(unit.parts().get(i).path());
      if (slice != null) {
        slice(unit.parts().get(i), i, slice);
      }
    }
    refused.forEach(slices::refuse);
    blank.forEach(this::thinned);
  }

  private void thinned(String path) {
    if (made > 0) {
      slices.thinned(path);
    } else {
      slices.refuse(path, new Refusal(Reason.BLANK, "Every slice is empty"));
    }
  }

  /** The rule that most slices call for, the first of equals; differences are told. */
  private @Nullable WindowRule common() {
    Map<WindowRule, Integer> counts = new LinkedHashMap<>();
    for (String path : unit.files()) {
      Slice slice = load(path);
      if (slice != null) {
        counts.merge(slices.rule(slice.header()), 1, Integer::sum);
      }
    }
    if (counts.size() > 1) {
      slices.warn(
          unit.files().get(0),
          "windows",
          "The slices of a series name different windows; the commonest is taken for all of it: set"
              + " slices.window in dataset.conf for another");
    }
    return counts.entrySet().stream()
        .reduce((a, b) -> b.getValue() > a.getValue() ? b : a)
        .map(Map.Entry::getKey)
        .orElse(null);
  }

  private Window window(ImageHeader header, WindowRule rule) {
    Window fixed = Windows.fixed(header, rule);
    return fixed == null ? counted((WindowRule.Counted) rule) : fixed;
  }

  /** The window that the values of the whole series give, the first time that it is needed. */
  private Window counted(WindowRule.Counted rule) {
    if (counted == null) {
      tools.windows().begin();
      for (String path : unit.files()) {
        Slice slice = load(path);
        if (slice != null) {
          tools.windows().count(slice.header(), slice.frame());
        }
      }
      counted = tools.windows().ofCounted(rule);
      slices.warnOfUnit(unit.files().get(0), rule, counted);
    }
    return counted;
  }

  private @Nullable Slice load(String path) {
    if (refused.containsKey(path)) {
      return null;
    }
    Slice known = kept.get(path);
    if (known != null) {
      return known;
    }
    try (MedicalImage image = tools.open(rules, path)) {
      Frame[] only = new Frame[1];
      image.forEachFrame(frame -> only[0] = frame);
      image.remarks().forEach(remark -> slices.warn(path, "format", remark));
      Slice slice = new Slice(image.header(), only[0]);
      keep(path, slice);
      return slice;
    } catch (UnreadableImageException e) {
      refused.put(path, Refusal.of(e));
    } catch (IOException e) {
      refused.put(path, new Refusal(Reason.IO, "The file cannot be closed"));
    }
    return null;
  }

  private void keep(String path, Slice slice) {
    int bytes = slice.frame().data().length;
    if (keptBytes + bytes <= tools.memory()) {
      keptBytes += bytes;
      kept.put(path, slice);
    }
  }

  private void slice(Unit.Part part, int index, Slice slice) {
    WindowRule rule = common == null ? slices.rule(slice.header()) : common;
    Window window = window(slice.header(), rule);
    try {
      Picture picture = slices.picture(slice.header(), slice.frame(), window);
      if (!slices.isKept(index, false, picture)) {
        blank.add(part.path());
        return;
      }
      boolean stored = rule instanceof WindowRule.AsStored;
      emit(part, index, slice, picture, stored ? null : window);
    } catch (UnreadableImageException e) {
      refused.put(part.path(), Refusal.of(e));
    }
  }

  private void emit(
      Unit.Part part, int index, Slice slice, Picture picture, @Nullable Window window)
      throws UnreadableImageException {
    MedicalImage image = new OneFrame(slice.header(), slice.frame());
    try (Attachments attached = Attachments.of(tools, rules, part, image, 0)) {
      Picture mask = attached.mask(picture);
      Picture fov = attached.fov(picture);
      slices.emit(
          new RowMaker.Cut(
              part,
              0,
              index,
              slice.header(),
              picture,
              window,
              mask,
              fov,
              slices.boxes(part, picture)),
          slice.frame());
      slices.warn(part.path(), image, attached);
      made++;
    }
  }

  /** A slice that was read, as an image. */
  private record OneFrame(ImageHeader header, Frame frame) implements MedicalImage {
    @Override
    public void forEachFrame(FrameConsumer consumer) throws IOException, UnreadableImageException {
      consumer.accept(frame);
    }
  }
}

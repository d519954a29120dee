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
 * Reads a series of single-frame files in their order. Where the window comes from percentiles it
 * is one for the whole series, and frames are kept between the two passes as far as memory allows.
 */
final class SeriesReading {
  private final ReadingTools tools;
  private final Unit unit;
  private final DatasetRules rules;
  private final Consumer<Outcome> sink;
  private final Map<String, Slice> kept = new HashMap<>();
  private final Map<String, Refusal> refused = new LinkedHashMap<>();
  private final List<String> blank = new ArrayList<>();
  private @Nullable Window counted;
  private long keptBytes;
  private int made;

  SeriesReading(ReadingTools tools, Unit unit, DatasetRules rules, Consumer<Outcome> sink) {
    this.tools = tools;
    this.unit = unit;
    this.rules = rules;
    this.sink = sink;
  }

  private record Slice(ImageHeader header, Frame frame) {}

  void read() {
    for (int i = 0; i < unit.files().size(); i++) {
      String path = unit.files().get(i);
      Slice slice = load(path);
      if (slice != null) {
        slice(path, i, slice);
      }
    }
    refused.forEach((path, refusal) -> sink.accept(refusedFile(path, refusal)));
    blank.forEach(this::thinned);
  }

  private void thinned(String path) {
    if (made > 0) {
      sink.accept(new Outcome.Thinned(file(path), rules.name()));
    } else {
      sink.accept(refusedFile(path, new Refusal(Reason.BLANK, "Every slice is empty")));
    }
  }

  private Outcome refusedFile(String path, Refusal refusal) {
    return new Outcome.Refused(file(path), rules.name(), refusal);
  }

  private String file(String path) {
    return tools.identity().file(rules.name(), path);
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
    }
    return counted;
  }

  private WindowRule rule(ImageHeader header) {
    return tools
        .windows()
        .resolve(header, ReadingTools.modality(rules, header), rules.slices().window());
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

  private void slice(String path, int index, Slice slice) {
    WindowRule rule = rule(slice.header());
    Window window = window(slice.header(), rule);
    try {
      Picture picture = tools.renderer().render(slice.header(), slice.frame(), window);
      if (!isKept(index, picture)) {
        blank.add(path);
        return;
      }
      Window shown = rule instanceof WindowRule.AsStored ? null : window;
      RowMaker.Cut cut =
          new RowMaker.Cut(path, 0, index, slice.header(), picture, shown, null, null);
      sink.accept(tools.rows().make(unit, rules, cut));
      made++;
    } catch (UnreadableImageException e) {
      refused.put(path, Refusal.of(e));
    }
  }

  private boolean isKept(int index, Picture picture) {
    return unit.keepAll()
        || index % rules.slices().stride() == 0
            && !(rules.slices().skipEmpty() && Emptiness.isEmpty(picture));
  }
}

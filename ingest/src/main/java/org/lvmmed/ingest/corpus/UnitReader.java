package org.lvmmed.ingest.corpus;

import java.util.List;
import java.util.function.Consumer;
import org.lvmmed.ingest.identity.Identity;
import org.lvmmed.ingest.io.FileStore;
import org.lvmmed.ingest.pixels.PixelRules;
import org.lvmmed.ingest.pixels.Renderer;
import org.lvmmed.ingest.pixels.Windows;
import org.lvmmed.ingest.plan.DatasetRules;
import org.lvmmed.ingest.plan.Unit;
import org.lvmmed.ingest.read.ImageReaders;

/**
 * Reads the units of a plan and hands on rows and refusals as they come. No file's fault ends more
 * than the reading of that file. Not safe for use by several threads.
 */
public final class UnitReader {
  private final List<DatasetRules> datasets;
  private final ReadingTools tools;

  /**
   * @param memory bytes that a unit may keep of decoded slices between two passes
   */
  public UnitReader(
      FileStore store,
      ImageReaders readers,
      Identity identity,
      List<DatasetRules> datasets,
      PixelRules pixels,
      long memory) {
    this.datasets = List.copyOf(datasets);
    this.tools =
        new ReadingTools(
            store,
            readers,
            identity,
            new Windows(pixels),
            new Renderer(pixels),
            new RowMaker(identity),
            memory);
  }

  public void read(Unit unit, Consumer<Outcome> sink) {
    DatasetRules rules = datasets.get(unit.dataset());
    if (unit.files().size() == 1) {
      new FileReading(tools, unit, rules, sink).read();
    } else {
      new SeriesReading(tools, unit, rules, sink).read();
    }
  }
}

package org.lvmmed.jobs.ingest;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.lvmmed.ingest.dataset.DatasetDefaults;
import org.lvmmed.ingest.dataset.SliceRule;
import org.lvmmed.ingest.identity.Secret;
import org.lvmmed.ingest.image.ReadLimits;
import org.lvmmed.ingest.pixels.PixelRules;
import org.lvmmed.ingest.pixels.WindowRule;
import org.lvmmed.jobs.config.ConfigReader;
import org.lvmmed.rules.Rules;

/**
 * What an ingest goes by.
 *
 * @param corpus URI of the corpus directory
 * @param work URI of the work folder
 * @param secret key of all identifiers
 * @param seed of the run, for provenance: an ingest draws by hashes alone
 * @param allowBurnedIn whether images are used that say that text is burned into them
 * @param duplicates what counts as the same picture
 * @param packing how the work is cut
 */
public record IngestSettings(
    String corpus,
    String work,
    Secret secret,
    long seed,
    ReadLimits limits,
    PixelRules pixels,
    DatasetDefaults defaults,
    boolean allowBurnedIn,
    Duplicates duplicates,
    Packing packing) {

  /**
   * What counts as the same picture.
   *
   * @param keepOut whether copies of a picture in another split or dataset are kept out of training
   * @param distance bits of 256 by which the perceptual hashes of one picture may differ; -1 for
   *     equal values alone
   */
  public record Duplicates(boolean keepOut, int distance) {

    public Duplicates {
      Rules.of("ingest.duplicates").within("distance", distance, -1, 7).check();
    }

    public static final Duplicates DEFAULT = new Duplicates(true, 4);
  }

  /**
   * How the work is cut.
   *
   * @param task bytes of files that a task reads
   * @param chunk bytes of files whose rows are kept when a run is stopped
   * @param shard bytes of pictures in one file of the corpus
   * @param memory bytes of decoded slices that a task may keep between two passes over a volume
   */
  public record Packing(long task, long chunk, long shard, long memory) {

    public Packing {
      Rules.of("ingest.packing")
          .within("task", task, 1, Long.MAX_VALUE)
          .within("chunk", chunk, 1, Long.MAX_VALUE)
          .within("shard", shard, 1, Long.MAX_VALUE)
          .within("memory", memory, 1, Long.MAX_VALUE)
          .check();
    }

    public static final Packing DEFAULT = new Packing(16L << 20, 1L << 30, 128L << 20, 128L << 20);
  }

  /** Standard rules for a corpus and a work folder. */
  public static IngestSettings standard(String corpus, String work, Secret secret, long seed) {
    return new IngestSettings(
        corpus,
        work,
        secret,
        seed,
        ReadLimits.DEFAULT,
        PixelRules.DEFAULT,
        DatasetDefaults.STANDARD,
        false,
        Duplicates.DEFAULT,
        Packing.DEFAULT);
  }

  /** Reads the keys below {@code ingest}; problems are left with the reader. */
  public static Supplier<IngestSettings> read(
      ConfigReader config, String corpus, String work, Secret secret, long seed) {
    Supplier<ReadLimits> limits = limits(config);
    Supplier<PixelRules> pixels = pixels(config);
    Supplier<DatasetDefaults> defaults = defaults(config);
    boolean burnedIn = config.choice("ingest.burned-in", BurnedIn.class) == BurnedIn.ALLOW;
    Supplier<Duplicates> duplicates = config.record("ingest.duplicates", Duplicates.class);
    Supplier<Packing> packing = config.record("ingest.packing", Packing.class);
    return () ->
        new IngestSettings(
            corpus,
            work,
            secret,
            seed,
            limits.get(),
            pixels.get(),
            defaults.get(),
            burnedIn,
            duplicates.get(),
            packing.get());
  }

  private static Supplier<ReadLimits> limits(ConfigReader config) {
    long file = config.bytes("ingest.limits.file");
    long frame = config.bytes("ingest.limits.frame");
    long frames = config.bytes("ingest.limits.frames");
    long total = config.bytes("ingest.limits.total");
    return config.record(
        "ingest.limits",
        ReadLimits.class,
        Map.of(
            "maxFileBytes", () -> file,
            "maxFrameBytes", () -> frame,
            "maxFrames", () -> frames,
            "maxTotalBytes", () -> total));
  }

  /** What is done with images that say that text is burned into them. */
  enum BurnedIn {
    REFUSE,
    ALLOW
  }

  private static Supplier<PixelRules> pixels(ConfigReader config) {
    List<Double> ends = config.numbers("ingest.window.percentiles");
    Supplier<WindowRule.Percentiles> percentiles =
        config.checked("ingest.window", () -> percentiles(ends));
    Supplier<WindowRule> ct = window(config, "ingest.window.ct");
    return config.record("ingest", PixelRules.class, Map.of("percentiles", percentiles, "ct", ct));
  }

  private static WindowRule.Percentiles percentiles(List<Double> ends) {
    boolean rising =
        ends.size() == 2 && ends.get(0) >= 0 && ends.get(0) < ends.get(1) && ends.get(1) <= 100;
    Rules.of("ingest.window")
        .that(rising, "percentiles", ends, "two rising numbers from 0 to 100")
        .check();
    return new WindowRule.Percentiles(ends.get(0), ends.get(1));
  }

  private static Supplier<DatasetDefaults> defaults(ConfigReader config) {
    Supplier<WindowRule> window = window(config, "ingest.slices.window");
    Supplier<SliceRule> slices =
        config.record("ingest.slices", SliceRule.class, Map.of("window", window));
    double validation = config.number("ingest.validation-fraction");
    double test = config.number("ingest.test-fraction");
    double used = config.number("ingest.used-fraction");
    return config.record(
        "ingest",
        DatasetDefaults.class,
        Map.of(
            "slices",
            slices,
            "validation",
            () -> validation,
            "test",
            () -> test,
            "used",
            () -> used));
  }

  private static Supplier<WindowRule> window(ConfigReader config, String key) {
    String text = config.text(key).toLowerCase(Locale.ROOT);
    return config.checked(key, () -> parsed(key, text));
  }

  private static WindowRule parsed(String key, String text) {
    try {
      return WindowRule.parse(text);
    } catch (IllegalArgumentException e) {
      String reason =
          String.valueOf(e.getMessage()).replaceFirst("^Invalid window", "Invalid " + key);
      throw new IllegalArgumentException(reason, e);
    }
  }

  /** Whatever of these settings changes the rows; how the work is cut does not. */
  String content() {
    return String.join(
        "|",
        limits.toString(),
        pixels.toString(),
        defaults.toString(),
        "" + allowBurnedIn,
        duplicates.toString(),
        "" + packing.shard());
  }
}

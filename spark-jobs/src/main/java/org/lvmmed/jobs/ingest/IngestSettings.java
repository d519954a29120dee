package org.lvmmed.jobs.ingest;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.lvmmed.ingest.dataset.DatasetDefaults;
import org.lvmmed.ingest.dataset.SliceRule;
import org.lvmmed.ingest.identity.Secret;
import org.lvmmed.ingest.image.ReadLimits;
import org.lvmmed.ingest.pixels.PixelRules;
import org.lvmmed.ingest.pixels.WindowRule;
import org.lvmmed.jobs.config.ConfigReader;

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
    public static final Duplicates DEFAULT = new Duplicates(true, 4);
  }

  /**
   * How the work is cut.
   *
   * @param taskBytes of files that a task reads
   * @param chunkBytes of files whose rows are kept when a run is stopped
   * @param shardBytes of pictures in one file of the corpus
   * @param memoryBytes of decoded slices that a task may keep between two passes over a volume
   */
  public record Packing(long taskBytes, long chunkBytes, long shardBytes, long memoryBytes) {
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
  public static IngestSettings read(
      ConfigReader config, String corpus, String work, Secret secret, long seed) {
    ReadLimits limits =
        new ReadLimits(
            config.bytes("ingest.limits.file", 1, Long.MAX_VALUE),
            config.bytes("ingest.limits.frame", 1, Integer.MAX_VALUE - 64),
            config.bytes("ingest.limits.frames", 1, Integer.MAX_VALUE),
            config.bytes("ingest.limits.total", 1, Long.MAX_VALUE));
    Duplicates duplicates =
        new Duplicates(
            config.flag("ingest.duplicates.keep-out"),
            config.integer("ingest.duplicates.distance", -1, 7));
    Packing packing =
        new Packing(
            config.bytes("ingest.packing.task", 1, Long.MAX_VALUE),
            config.bytes("ingest.packing.chunk", 1, Long.MAX_VALUE),
            config.bytes("ingest.packing.shard", 1, Long.MAX_VALUE),
            config.bytes("ingest.packing.memory", 1, Long.MAX_VALUE));
    return new IngestSettings(
        corpus,
        work,
        secret,
        seed,
        limits,
        pixels(config),
        defaults(config),
        config.choice("ingest.burned-in", BurnedIn.class) == BurnedIn.ALLOW,
        duplicates,
        packing);
  }

  /** What is done with images that say that text is burned into them. */
  enum BurnedIn {
    REFUSE,
    ALLOW
  }

  private static PixelRules pixels(ConfigReader config) {
    int bits = config.integer("ingest.bits", 8, 16);
    List<Double> ends = config.numbers("ingest.window.percentiles");
    WindowRule ct = window(config, "ingest.window.ct", PixelRules.DEFAULT.ct());
    return config.build(
        "ingest.window.percentiles",
        () -> {
          if (ends.size() != 2
              || ends.get(0) < 0
              || ends.get(0) >= ends.get(1)
              || ends.get(1) > 100) {
            throw new IllegalArgumentException(ends + " are not two rising numbers from 0 to 100");
          }
          return new PixelRules(bits, new WindowRule.Percentiles(ends.get(0), ends.get(1)), ct);
        },
        PixelRules.DEFAULT);
  }

  private static DatasetDefaults defaults(ConfigReader config) {
    SliceRule slices =
        new SliceRule(
            config.choice("ingest.slices.axis", SliceRule.Axis.class),
            config.integer("ingest.slices.stride", 1, 1_000_000),
            window(config, "ingest.slices.window", SliceRule.DEFAULT.window()),
            config.flag("ingest.slices.skip-empty"));
    return new DatasetDefaults(
        slices,
        config.number("ingest.validation-fraction", 0, 0.9),
        config.number("ingest.test-fraction", 0, 0.9),
        config.number("ingest.used-fraction", 0, 0.999));
  }

  private static WindowRule window(ConfigReader config, String key, WindowRule otherwise) {
    String text = config.text(key);
    try {
      return WindowRule.parse(text.toLowerCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      config.problem(key, Objects.requireNonNull(e.getMessage()));
      return otherwise;
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
        "" + packing.shardBytes());
  }
}

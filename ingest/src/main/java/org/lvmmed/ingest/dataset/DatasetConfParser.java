package org.lvmmed.ingest.dataset;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigValue;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lvmmed.ingest.container.Columns;
import org.lvmmed.ingest.io.Member;
import org.lvmmed.ingest.pixels.Modality;
import org.lvmmed.ingest.pixels.WindowRule;

/** Reads {@code dataset.conf} and collects every problem before it complains. */
public final class DatasetConfParser {
  private static final Set<String> KEYS =
      new TreeSet<>(
          List.of(
              "name",
              "title",
              "topic",
              "modality",
              "body-part",
              "license",
              "homepage",
              "dimension",
              "formats",
              "patient.from",
              "patient.pattern",
              "slices.axis",
              "slices.stride",
              "slices.window",
              "slices.skip-empty",
              "split.rule",
              "split.fraction",
              "mask.values",
              "mask.geometry",
              "encoding",
              "hdf5.image",
              "hdf5.mask",
              "columns.image",
              "columns.label",
              "columns.patient",
              "classes"));

  /** Below these any key may stand: values of masks, and what the catalogue knows of a dataset. */
  private static final List<String> FREE = List.of("mask.values.", "catalog.");

  private final String where;
  private final DatasetDefaults defaults;
  private final List<String> problems = new ArrayList<>();
  private Config config = ConfigFactory.empty();

  private DatasetConfParser(String where, DatasetDefaults defaults) {
    this.where = where;
    this.defaults = defaults;
  }

  /**
   * Reads the text of a {@code dataset.conf}.
   *
   * @param dataset the dataset's name, for messages
   * @throws InvalidDatasetConfException with one line for each problem
   */
  public static DatasetConf parse(String dataset, String text, DatasetDefaults defaults) {
    return new DatasetConfParser("dataset.conf of " + dataset, defaults).parse(text);
  }

  private DatasetConf parse(String text) {
    load(text);
    refuseUnknownKeys();
    DatasetConf conf =
        new DatasetConf(
            config.hasPath("name") ? text("name", "") : null,
            text("title", DatasetConf.UNKNOWN),
            text("topic", DatasetConf.UNKNOWN),
            Modality.ofText(text("modality", DatasetConf.UNKNOWN)),
            text("body-part", DatasetConf.UNKNOWN),
            text("license", DatasetConf.UNKNOWN),
            text("homepage", DatasetConf.UNKNOWN),
            text("dimension", DatasetConf.UNKNOWN),
            texts("formats"),
            patient(),
            slices(),
            split(),
            masks(),
            oneOf("mask.geometry", MaskGeometry.class, MaskGeometry.HEADER) == MaskGeometry.INDEX,
            new Member(false, config.hasPath("hdf5.image") ? text("hdf5.image", "") : null),
            new Member(true, config.hasPath("hdf5.mask") ? text("hdf5.mask", "") : null),
            columns(),
            encoding(),
            texts("classes"));
    if (!problems.isEmpty()) {
      throw new InvalidDatasetConfException(problems);
    }
    return conf;
  }

  private void load(String text) {
    try {
      config =
          ConfigFactory.parseString(
                  text, ConfigParseOptions.defaults().setIncluder(new NoIncludes()))
              .resolve(ConfigResolveOptions.noSystem());
    } catch (ConfigException e) {
      String reason = e.getMessage() == null ? "" : e.getMessage().replace("String: ", "line ");
      problems.add("Invalid " + where + ": it is not HOCON: " + reason);
    }
  }

  private void refuseUnknownKeys() {
    for (Map.Entry<String, ConfigValue> entry : config.entrySet()) {
      String key = entry.getKey();
      if (!KEYS.contains(key) && FREE.stream().noneMatch(key::startsWith)) {
        problems.add(
            "Invalid "
                + where
                + ": key \""
                + key
                + "\" is not known; the nearest is \""
                + Nearest.of(key, KEYS)
                + "\"");
      }
    }
  }

  private PatientRule patient() {
    PatientRule.From from = oneOf("patient.from", PatientRule.From.class, PatientRule.From.AUTO);
    Pattern pattern = null;
    if (config.hasPath("patient.pattern")) {
      pattern = pattern(text("patient.pattern", ""));
    } else if (from == PatientRule.From.PATH) {
      problem("patient.pattern", "nothing", "patient.from = path needs a regular expression");
    }
    return new PatientRule(from, pattern);
  }

  private @Nullable Pattern pattern(String text) {
    try {
      return Pattern.compile(text);
    } catch (PatternSyntaxException e) {
      problem("patient.pattern", text, "a regular expression: " + e.getDescription());
      return null;
    }
  }

  private SliceRule slices() {
    SliceRule inherited = defaults.slices();
    int stride = (int) number("slices.stride", inherited.stride(), 1, 1_000_000);
    WindowRule window = inherited.window();
    if (config.hasPath("slices.window")) {
      window = window(window);
    }
    return new SliceRule(
        oneOf("slices.axis", SliceRule.Axis.class, inherited.axis()),
        Math.max(1, stride),
        window,
        flag("slices.skip-empty", inherited.skipEmpty()));
  }

  private WindowRule window(WindowRule inherited) {
    try {
      Object value = config.getAnyRef("slices.window");
      boolean list = value instanceof List<?>;
      return WindowRule.parse(
          list
              ? ((List<?>) value).stream().map(String::valueOf).collect(Collectors.joining(" "))
              : String.valueOf(value));
    } catch (IllegalArgumentException e) {
      problems.add("Invalid " + where + ": slices.window: " + e.getMessage());
      return inherited;
    }
  }

  private SplitRule split() {
    SplitRule.Rule rule = oneOf("split.rule", SplitRule.Rule.class, SplitRule.Rule.CSV);
    double fraction = rule == SplitRule.Rule.FRACTION ? defaults.used() : defaults.test();
    return new SplitRule(rule, number("split.fraction", fraction, 0, 1));
  }

  private @Nullable MaskRule masks() {
    if (!config.hasPath("mask.values")) {
      return null;
    }
    Object value = config.getAnyRef("mask.values");
    try {
      return maskRule(value);
    } catch (IllegalArgumentException | ClassCastException e) {
      problem(
          "mask.values",
          String.valueOf(value),
          "binary, \"binary T\" with a threshold, classes, instances, a list of values in the order"
              + " of their classes, or an object from values to classes");
      return null;
    }
  }

  private Columns columns() {
    return new Columns(column("image"), column("label"), column("patient"));
  }

  private @Nullable String column(String name) {
    String key = "columns." + name;
    return config.hasPath(key) ? text(key, "") : null;
  }

  private @Nullable Charset encoding() {
    String name = text("encoding", "");
    try {
      return name.isEmpty() ? null : Charset.forName(name);
    } catch (IllegalArgumentException e) {
      problem("encoding", name, "the name of a character set, such as GBK or windows-1252");
      return null;
    }
  }

  /** What tells where a mask lies. */
  private enum MaskGeometry {
    HEADER,
    INDEX
  }

  private static MaskRule maskRule(Object value) {
    Map<Integer, Integer> classes = new LinkedHashMap<>();
    if (value instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        classes.put(((Number) list.get(i)).intValue(), i);
      }
      return new MaskRule.Values(classes);
    }
    if (value instanceof Map<?, ?> map) {
      map.forEach((k, v) -> classes.put(Integer.parseInt((String) k), ((Number) v).intValue()));
      return new MaskRule.Values(classes);
    }
    String text = String.valueOf(value);
    if (text.startsWith("binary ")) {
      return new MaskRule.Binary(Double.parseDouble(text.substring("binary ".length())));
    }
    return switch (text) {
      case "binary" -> new MaskRule.Binary(0);
      case "classes" -> new MaskRule.Classes();
      case "instances" -> new MaskRule.Instances();
      default -> throw new IllegalArgumentException();
    };
  }

  private String text(String key, String fallback) {
    try {
      return config.hasPath(key) ? config.getString(key) : fallback;
    } catch (ConfigException e) {
      problem(key, "a list or an object", "a text");
      return fallback;
    }
  }

  private List<String> texts(String key) {
    try {
      return config.hasPath(key) ? List.copyOf(config.getStringList(key)) : List.of();
    } catch (ConfigException e) {
      problem(key, config.getValue(key).unwrapped().toString(), "a list of texts");
      return List.of();
    }
  }

  private boolean flag(String key, boolean fallback) {
    try {
      return config.hasPath(key) ? config.getBoolean(key) : fallback;
    } catch (ConfigException e) {
      problem(key, config.getValue(key).unwrapped().toString(), "true or false");
      return fallback;
    }
  }

  private double number(String key, double fallback, double low, double high) {
    if (!config.hasPath(key)) {
      return fallback;
    }
    try {
      double value = config.getDouble(key);
      if (value >= low && value <= high) {
        return value;
      }
    } catch (ConfigException e) {
      // Told below.
    }
    problem(
        key, config.getValue(key).unwrapped().toString(), "a number from " + low + " to " + high);
    return fallback;
  }

  private <E extends Enum<E>> E oneOf(String key, Class<E> type, E fallback) {
    String word = text(key, fallback.name().toLowerCase(Locale.ROOT));
    for (E value : type.getEnumConstants()) {
      if (value.name().equalsIgnoreCase(word)) {
        return value;
      }
    }
    problem(
        key,
        word,
        "one of "
            + Arrays.stream(type.getEnumConstants())
                .map(e -> e.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", ")));
    return fallback;
  }

  private void problem(String key, String value, String rule) {
    problems.add("Invalid " + where + ": " + key + " is " + value + "; it must be " + rule);
  }
}

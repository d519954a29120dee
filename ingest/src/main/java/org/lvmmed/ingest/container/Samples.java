package org.lvmmed.ingest.container;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigSyntax;
import com.typesafe.config.ConfigValue;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.lvmmed.ingest.io.Paths;
import org.lvmmed.ingest.names.ArrayNames;
import org.lvmmed.ingest.names.NonImages;

/**
 * WebDataset's samples: entries of one name but for what follows its first dot belong together,
 * {@code 017.png} and {@code 017.cls}. The label stands in {@code .cls}, else in the one number of
 * {@code .cls.npy}, else in the field {@code label} (or another usual name) of {@code .json}, else
 * in a {@code .txt} of one line. An archive is a shard of such samples if at least half of those
 * with a picture have a label; else it is a mere folder.
 */
final class Samples {
  private static final String NUMBER = "npy";

  /** Kinds of entries with a label, those that go before others first. */
  private static final List<String> KINDS = List.of("cls", NUMBER, "json", "txt");

  private static final int LONGEST_TEXT = 64 << 10;
  private static final int LONGEST_LABEL = 100;

  private final Map<String, Sample> samples = new LinkedHashMap<>();

  /** What belongs to one key. */
  private static final class Sample {
    private final List<String> pictures = new ArrayList<>();
    private final Map<String, String> labels = new LinkedHashMap<>();
    private @Nullable String mask;
    private @Nullable String patient;

    @Nullable String label() {
      for (String kind : KINDS) {
        if (labels.containsKey(kind)) {
          return labels.get(kind);
        }
      }
      return null;
    }
  }

  /** Takes an entry in; whether its text is wanted. */
  boolean offer(String path, long size) {
    if (isText(path)) {
      return size <= LONGEST_TEXT;
    }
    if (!NonImages.isByRule(path)) {
      Sample sample = sample(path);
      if (isMask(path)) {
        sample.mask = path;
      } else {
        sample.pictures.add(path);
      }
    }
    return false;
  }

  private static boolean isText(String path) {
    String ending = ending(path);
    return ending.equals(NUMBER) ? NonImages.isLabel(path) : KINDS.contains(ending);
  }

  void text(String path, byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8).strip();
    String kind = ending(path);
    if (kind.equals("json")) {
      json(sample(path), text);
    } else if (kind.equals(NUMBER)) {
      String number = NpyNumber.of(bytes);
      if (number != null) {
        sample(path).labels.put(kind, number);
      }
    } else if (!text.isEmpty() && text.length() <= LONGEST_LABEL && !text.contains("\n")) {
      sample(path).labels.put(kind, text);
    }
  }

  private static void json(Sample sample, String text) {
    try {
      Config fields =
          ConfigFactory.parseString(
              text, ConfigParseOptions.defaults().setSyntax(ConfigSyntax.JSON));
      String label = field(fields, ArrayNames.labels());
      if (label != null) {
        sample.labels.put("json", label);
      }
      sample.patient = field(fields, ArrayNames.patients());
    } catch (ConfigException | StackOverflowError e) {
      // A text that is no object of fields says nothing of its sample.
    }
  }

  private static @Nullable String field(Config fields, List<String> names) {
    for (String name : names) {
      ConfigValue value = fields.root().get(name);
      Object plain = value == null ? null : value.unwrapped();
      if (plain instanceof String || plain instanceof Number || plain instanceof Boolean) {
        return plain.toString();
      }
    }
    return null;
  }

  private Sample sample(String path) {
    String name = Paths.name(path);
    int dot = name.indexOf('.', 1);
    String stem = dot < 0 ? name : name.substring(0, dot);
    return samples.computeIfAbsent(
        path.substring(0, path.length() - name.length()) + stem, k -> new Sample());
  }

  private static String ending(String path) {
    return path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }

  /** Whether a word between the name and its ending says so: {@code 017.mask.png}. */
  private static boolean isMask(String path) {
    String[] words = Paths.name(path).split("\\.", -1);
    return words.length > 2 && ArrayNames.isMask(words[1]);
  }

  /**
   * The archive's contents.
   *
   * @param together as {@link Contents.Entry} has it
   */
  <P> Contents contents(EntryList<P> entries, ToLongFunction<P> size, @Nullable String together) {
    List<Contents.Entry> files =
        entries.places().entrySet().stream()
            .map(e -> new Contents.Entry(e.getKey(), size.applyAsLong(e.getValue()), together))
            .toList();
    List<Contents.Row> rows =
        rows().stream().filter(row -> entries.places().containsKey(row.entry())).toList();
    return new Contents(files, entries.refused(), rows, List.of());
  }

  private List<Contents.Row> rows() {
    List<Sample> pictured =
        samples.values().stream().filter(sample -> !sample.pictures.isEmpty()).toList();
    long labelled = pictured.stream().filter(sample -> sample.label() != null).count();
    if (labelled == 0 || 2 * labelled < pictured.size()) {
      return List.of();
    }
    List<Contents.Row> rows = new ArrayList<>();
    for (Sample sample : pictured) {
      String shared = sample.pictures.size() > 1 ? sample.pictures.get(0) : null;
      for (String picture : sample.pictures) {
        rows.add(
            new Contents.Row(picture, null, sample.label(), sample.mask, sample.patient, shared));
      }
    }
    return rows;
  }
}

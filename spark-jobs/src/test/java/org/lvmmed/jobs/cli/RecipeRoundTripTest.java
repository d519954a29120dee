package org.lvmmed.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lvmmed.jobs.config.ConfigException;
import org.lvmmed.jobs.config.Recipe;
import org.lvmmed.model.objective.Objectives;

/**
 * Every key of a recipe sets a field, and every field is set by a key. Each key is given another
 * value; the fields that differ afterwards are its own, and bear its name.
 */
class RecipeRoundTripTest {

  /** Fields that are not called as their keys are. */
  private static final Map<String, String> OTHER_NAMES =
      Map.ofEntries(
          Map.entry("encoder.input-size", "inputSize|size"),
          Map.entry("evaluate.transfer", "transfers"),
          Map.entry("ingest.burned-in", "allowBurnedIn"),
          Map.entry("ingest.limits.file", "maxFileBytes"),
          Map.entry("ingest.limits.frame", "maxFrameBytes"),
          Map.entry("ingest.limits.frames", "maxFrames"),
          Map.entry("ingest.limits.total", "maxTotalBytes"),
          Map.entry("ingest.test-fraction", "test"),
          Map.entry("ingest.used-fraction", "used"),
          Map.entry("ingest.validation-fraction", "validation"));

  /**
   * What no recipe sets: the paths of a command, a secret, what is fixed for now, and the card,
   * which Spark gives to a task.
   */
  private static final Set<String> WITHOUT_KEY =
      Set.of(
          "compute.card",
          "evaluate.inference.compute.card",
          "ingest.corpus",
          "ingest.work",
          "ingest.secret",
          "ingest.pixels.ct.unit");

  /** Chooses which record there is rather than what a field of it says. */
  private static final String KIND = "objective.kind";

  private static final Pattern CHOICES = Pattern.compile("is not one of ([^(]+?) \\(");

  @ParameterizedTest
  @ValueSource(strings = {"laptop", "phantom", "paper-resnet50", "gpu-resnet50"})
  void everyKeySetsItsFieldAndEveryFieldHasItsKey(String recipe) {
    Set<String> without = new TreeSet<>();
    for (String kind : Objectives.names()) {
      without.addAll(fields(config(recipe, "objective.kind=" + kind)).keySet());
    }

    Map<String, Map<String, Object>> before = new TreeMap<>();
    SoftAssertions softly = new SoftAssertions();
    for (String key : RecipeKeys.all()) {
      Map<String, Object> unchanged =
          before.computeIfAbsent(RecipeKeys.objective(key), kind -> fields(config(recipe, kind)));
      Set<String> changed = changedBy(recipe, key, unchanged);
      softly
          .assertThat(changed)
          .as(key)
          .isNotEmpty()
          .allSatisfy(field -> assertThat(field.split("\\.")).containsAnyOf(namesFor(key)));
      without.removeAll(changed);
    }
    softly.assertAll();
    assertThat(without).isSubsetOf(WITHOUT_KEY);
  }

  /** The fields that differ once the key has the first other value that it takes. */
  private static Set<String> changedBy(String recipe, String key, Map<String, Object> before) {
    for (String value : otherValues(recipe, key)) {
      Optional<RunConfig> other = accepted(recipe, RecipeKeys.objective(key), key + "=" + value);
      if (other.isPresent()) {
        Map<String, Object> after = fields(other.get());
        Set<String> changed =
            Stream.concat(before.keySet().stream(), after.keySet().stream())
                .filter(field -> !Objects.equals(before.get(field), after.get(field)))
                .collect(Collectors.toCollection(TreeSet::new));
        if (key.equals(KIND)) {
          changed.retainAll(Set.of(KIND));
        }
        if (!changed.isEmpty()) {
          return changed;
        }
      }
    }
    return Set.of();
  }

  private static Optional<RunConfig> accepted(String recipe, String... settings) {
    try {
      return Optional.of(config(recipe, settings));
    } catch (ConfigException refused) {
      return Optional.empty();
    }
  }

  /** The tracking server is on, so that what it is told has a field. */
  private static RunConfig config(String recipe, String... settings) {
    List<String> all = new ArrayList<>(List.of("pretrain.mlflow.uri=http://tracker"));
    all.addAll(List.of(settings));
    return RunConfig.of(recipe, all);
  }

  /** Names are taken from what is said where none is meant; numbers lie about the present one. */
  private static List<String> otherValues(String recipe, String key) {
    List<String> values = new ArrayList<>();
    Object now = Recipe.load(recipe, List.of()).getAnyRef(key);
    if (now instanceof Number number) {
      double x = number.doubleValue();
      Stream.of(x + 1, x * 2, x + 32, x / 2, x / 2 + 0.1, x - 1)
          .map(v -> v == Math.rint(v) ? "" + (long) (double) v : "" + v)
          .forEach(values::add);
    }
    try {
      config(recipe, RecipeKeys.objective(key), key + "=?");
    } catch (ConfigException e) {
      Matcher choices = CHOICES.matcher(String.valueOf(e.getMessage()));
      if (choices.find()) {
        values.addAll(List.of(choices.group(1).split(", ")));
      }
    }
    values.addAll(
        List.of("true", "false", "3 MiB", "http://other", "[1, 2]", "[\"A > B\"]", "lung", "word"));
    return values;
  }

  /** The end of the key, as Java writes it, where the field has no other name. */
  private static String[] namesFor(String key) {
    String last = key.substring(key.lastIndexOf('.') + 1);
    String camel =
        Pattern.compile("-([a-z])")
            .matcher(last)
            .replaceAll(m -> m.group(1).toUpperCase(Locale.ROOT));
    return OTHER_NAMES.getOrDefault(key, camel).split("\\|");
  }

  private static Map<String, Object> fields(RunConfig config) {
    Map<String, Object> fields = new TreeMap<>();
    flatten("", config, fields);
    fields.keySet().removeIf(field -> field.startsWith("source"));
    fields.put(KIND, config.objective().kind());
    return fields;
  }

  private static void flatten(String path, Object value, Map<String, Object> into) {
    if (value instanceof Optional<?> optional && optional.isPresent()) {
      flatten(path, optional.get(), into);
    } else if (value instanceof Map<?, ?> map) {
      map.forEach((key, v) -> flatten(path + "." + key, v, into));
    } else if (value instanceof Record record
        && record.getClass().getRecordComponents().length > 0) {
      for (RecordComponent component : record.getClass().getRecordComponents()) {
        String name = path.isEmpty() ? component.getName() : path + "." + component.getName();
        flatten(name, read(component, record), into);
      }
    } else {
      into.put(path, String.valueOf(value));
    }
  }

  private static Object read(RecordComponent component, Record record) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(component + " cannot be read", e);
    }
  }
}

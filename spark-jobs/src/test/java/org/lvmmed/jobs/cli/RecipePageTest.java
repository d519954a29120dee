package org.lvmmed.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.lvmmed.jobs.config.ConfigException;
import org.lvmmed.jobs.config.Recipe;

/** docs/recipes.md says of every key what is true of it. */
class RecipePageTest {

  private static final Path PAGE =
      Path.of(System.getProperty("lvmmed.root", "..")).resolve("docs/recipes.md");

  private static final List<String> HEADS =
      List.of("hidden", "finetune", "segmentation", "detection");

  private static final String NUMBER = "(-?[0-9.]+(?:e-?[0-9]+)?)";
  private static final Pattern LOWEST = Pattern.compile(NUMBER + "( B)? (?:to|or more).*");
  private static final Pattern LOWER_BOUND = Pattern.compile("above " + NUMBER + "(?: .*|,.*|$)");
  private static final Pattern HIGHEST = Pattern.compile(".*\\bto " + NUMBER + "(?: .*|$)");
  private static final Pattern UPPER_BOUND = Pattern.compile(".*, below " + NUMBER);
  private static final Pattern NAMES = Pattern.compile("`[a-z0-9-]+`(?:(?:, | or )`[a-z0-9-]+`)+");

  /** A row of the page. */
  private record Row(String key, String range, String value) {}

  private final List<Row> rows = rows();

  RecipePageTest() throws IOException {}

  @Test
  void everyKeyIsThereOnce() {
    assertThat(rows).extracting(Row::key).containsExactlyInAnyOrderElementsOf(RecipeKeys.all());
  }

  @Test
  void everyDefaultIsThatOfTheLaptopRecipe() {
    var laptop = Recipe.load("laptop", List.of());
    SoftAssertions softly = new SoftAssertions();
    for (Row row : rows) {
      softly
          .assertThat(ConfigFactory.parseString("v = " + row.value()).getValue("v"))
          .as(row.key())
          .isEqualTo(ConfigValueFactory.fromAnyRef(laptop.getAnyRef(row.key())));
    }
    softly.assertAll();
  }

  @Test
  void theEndsOfEveryRangeAreTakenAndWhatLiesBeyondIsRefused() {
    SoftAssertions softly = new SoftAssertions();
    int checked = 0;
    for (Row row : rows) {
      List<String> inside = inside(row.range());
      List<String> outside = outside(row.range());
      inside.forEach(v -> softly.assertThat(takes(row.key(), v)).as(row.key() + "=" + v).isTrue());
      outside.forEach(
          v -> softly.assertThat(takes(row.key(), v)).as(row.key() + "=" + v).isFalse());
      checked += inside.isEmpty() && outside.isEmpty() ? 0 : 1;
    }
    softly.assertAll();
    assertThat(checked).as("ranges that say something").isGreaterThan(rows.size() * 4 / 5);
  }

  private static List<String> inside(String range) {
    List<String> values = new ArrayList<>();
    if (NAMES.matcher(range).matches()) {
      names(range).forEach(values::add);
      return values;
    }
    group(LOWEST, range).ifPresent(x -> values.add(plain(x)));
    group(LOWER_BOUND, range).ifPresent(x -> values.add(plain(x + 0.01)));
    group(HIGHEST, range).ifPresent(x -> values.add(plain(x)));
    return values;
  }

  private static List<String> outside(String range) {
    if (NAMES.matcher(range).matches()) {
      return List.of("no-such-name", "1e30");
    }
    List<String> values = new ArrayList<>();
    group(LOWEST, range).ifPresent(x -> values.add(plain(below(x))));
    group(LOWER_BOUND, range).ifPresent(x -> values.add(plain(x)));
    group(HIGHEST, range).ifPresent(x -> values.add(plain(above(x))));
    group(UPPER_BOUND, range).ifPresent(x -> values.add(plain(x)));
    return values;
  }

  private static double below(double x) {
    return x == Math.rint(x) ? x - 1 : x / 2;
  }

  private static double above(double x) {
    return x == Math.rint(x) ? x + 1 : x * 1.01;
  }

  private static String plain(double x) {
    return x == Math.rint(x) ? "" + (long) x : "" + x;
  }

  private static Optional<Double> group(Pattern pattern, String range) {
    Matcher matcher = pattern.matcher(range);
    return matcher.matches() ? Optional.of(Double.valueOf(matcher.group(1))) : Optional.empty();
  }

  private static List<String> names(String range) {
    return Pattern.compile("`([^`]+)`").matcher(range).results().map(m -> m.group(1)).toList();
  }

  /** Whether a recipe takes the value; where not, the message names the key or its section. */
  private static boolean takes(String key, String value) {
    try {
      RunConfig.of("laptop", List.of(RecipeKeys.objective(key), key + "=" + value));
      return true;
    } catch (ConfigException e) {
      assertThat(e.getMessage()).contains(key.substring(0, key.lastIndexOf('.')));
      return false;
    }
  }

  private static List<Row> rows() throws IOException {
    List<Row> rows = new ArrayList<>();
    String section = "";
    for (String line : Files.readAllLines(PAGE)) {
      List<String> cells = Arrays.stream(line.split("\\|")).map(String::strip).toList();
      if (line.startsWith("| key")) {
        section = cells.get(1);
      } else if (!line.startsWith("| `") || section.isEmpty()) {
        section = line.startsWith("|") ? section : "";
      } else if (section.equals("key")) {
        rows.add(new Row(code(cells.get(1)), cells.get(3), code(cells.get(4))));
      } else {
        for (int head = 0; head < HEADS.size(); head++) {
          String key = "evaluate." + HEADS.get(head) + "." + code(cells.get(1));
          rows.add(new Row(key, cells.get(3), code(cells.get(4 + head))));
        }
      }
    }
    return rows;
  }

  private static String code(String cell) {
    MatchResult code =
        Pattern.compile("`([^`]+)`")
            .matcher(cell)
            .results()
            .findFirst()
            .orElseThrow(() -> new AssertionError("no code in " + cell));
    return code.group(1);
  }
}

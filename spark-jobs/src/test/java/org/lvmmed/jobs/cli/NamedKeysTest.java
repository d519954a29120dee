package org.lvmmed.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.lvmmed.jobs.config.ConfigException;

/** Every key of a recipe that a message, a comment or a page names is one that a recipe has. */
class NamedKeysTest {

  private static final Path ROOT = Path.of(System.getProperty("lvmmed.root", "."));

  /** A dotted name, not part of a path, a longer name or a call. */
  private static final Pattern DOTTED =
      Pattern.compile(
          "(?<![\\w./{$-])([a-z][a-z0-9]*(?:-[a-z0-9]+)*(?:\\.[a-z][a-z0-9]*(?:-[a-z0-9]+)*)+)(?![\\w(/])");

  /** Comments and string literals of Java. */
  private static final Pattern JAVA_TEXT =
      Pattern.compile("/\\*.*?\\*/|//[^\\n]*|\"(?:[^\"\\\\\\n]|\\\\.)*\"", Pattern.DOTALL);

  private static final Pattern FILE =
      Pattern.compile(
          ".*\\.(csv|conf|safetensors|onnx|zip|css|json|jsonl|html|md|parquet|partial)");

  /** Keys of descriptors of tasks and datasets. */
  private static final Set<String> OF_DESCRIPTORS =
      Set.of("training.learning-rate", "training.clip-norm", "slices.skip-empty");

  private static final Pattern COMMENT = Pattern.compile("#.*");

  private final Set<String> keys = RecipeKeys.all();

  @Test
  void everyKeyThatIsNamedExists() throws IOException {
    List<String> unknown = new ArrayList<>();
    int found = 0;
    for (Path file : files()) {
      for (String name : names(file)) {
        found += keys.contains(name) ? 1 : 0;
        if (meansKey(name) && !isKeyOrSection(name)) {
          unknown.add(ROOT.relativize(file) + ": " + name);
        }
      }
    }
    assertThat(unknown).isEmpty();
    assertThat(found).isGreaterThan(keys.size());
  }

  @Test
  void aKeyThatNoRecipeHasIsFound() {
    assertThat(meansKey("train.learning-rate") && !isKeyOrSection("train.learning-rate")).isTrue();
    assertThat(meansKey("pretrain.rate") && !isKeyOrSection("pretrain.rate")).isTrue();
    assertThat(meansKey("encoder.safetensors")).isFalse();
    assertThat(isKeyOrSection("pretrain.outer")).isTrue();
  }

  /** Its first word is a section, or its last one the name of a key that nothing else is called. */
  private boolean meansKey(String name) {
    if (FILE.matcher(name).matches() || OF_DESCRIPTORS.contains(name)) {
      return false;
    }
    String first = name.substring(0, name.indexOf('.'));
    String last = name.substring(name.lastIndexOf('.') + 1);
    return sections().contains(first)
        || last.contains("-") && keys.stream().anyMatch(key -> key.endsWith("." + last));
  }

  private boolean isKeyOrSection(String name) {
    return keys.contains(name) || keys.stream().anyMatch(key -> key.startsWith(name + "."));
  }

  private Set<String> sections() {
    return keys.stream()
        .filter(key -> key.contains("."))
        .map(key -> key.substring(0, key.indexOf('.')))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<String> names(Path file) throws IOException {
    String text = Files.readString(file);
    if (file.toString().endsWith(".java")) {
      text = parts(JAVA_TEXT, text);
    } else if (file.toString().endsWith(".conf")) {
      text = parts(COMMENT, text);
    }
    return DOTTED.matcher(text).results().map(found -> found.group(1)).toList();
  }

  private static String parts(Pattern wanted, String text) {
    return wanted
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .map(part -> part.replace('"', ' '))
        .collect(Collectors.joining("\n"));
  }

  private static List<Path> files() throws IOException {
    List<Path> files = new ArrayList<>();
    for (String folder :
        List.of(
            "model/rules/src/main",
            "ingest/src/main",
            "model/src/main",
            "spark-jobs/src/main",
            "docs",
            "conf")) {
      try (Stream<Path> all = Files.walk(ROOT.resolve(folder))) {
        all.filter(Files::isRegularFile)
            .filter(file -> file.toString().matches(".*\\.(java|md|conf)"))
            .forEach(files::add);
      }
    }
    files.add(ROOT.resolve("README.md"));
    files.add(ROOT.resolve("CONTRIBUTING.md"));
    return files;
  }

  @Test
  void anEngineThatCannotBuildTheNetworkIsNamedBeforeAnyWork() {
    assertThatThrownBy(
            () ->
                RunConfig.of(
                    "laptop", List.of("encoder.architecture=vit-small", "encoder.engine=dl4j")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("encoder.engine")
        .hasMessageContaining("engine dl4j has no attention")
        .hasMessageContaining("set encoder.engine = torch");
  }
}

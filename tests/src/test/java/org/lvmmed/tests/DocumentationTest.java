package org.lvmmed.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/**
 * What the pages say can be followed: their links lead somewhere, their commands are understood.
 */
class DocumentationTest {

  private static final Path ROOT =
      Path.of(System.getProperty("lvmmed.root", "..")).toAbsolutePath().normalize();

  private static final Pattern LINK = Pattern.compile("\\[[^\\]]*\\]\\(([^)\\s]+)\\)");
  private static final Pattern CODE = Pattern.compile("`([^`\\n]+)`");
  private static final Pattern FENCE = Pattern.compile("(?ms)^```\\n(.*?)^```");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");

  /** What the launcher takes for itself. */
  private static final Pattern ENVIRONMENT = Pattern.compile(" --env \\S+");

  /** Commands that only tell; all others are told to do no work. */
  private static final Set<String> TELL = Set.of("recipe", "completion", "inspect", "catalog");

  private static List<Path> pages() throws IOException {
    List<Path> pages = new ArrayList<>(List.of(ROOT.resolve("README.md")));
    pages.add(ROOT.resolve("CONTRIBUTING.md"));
    try (Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
      docs.filter(page -> page.toString().endsWith(".md")).sorted().forEach(pages::add);
    }
    return pages;
  }

  @Test
  void everyLinkLeadsToAFileAndAHeadingThatThereAre() throws IOException {
    SoftAssertions softly = new SoftAssertions();
    for (Path page : pages()) {
      for (String target : found(LINK, Files.readString(page))) {
        if (!target.contains(":")) {
          softly.assertThat(resolves(page, target)).as(page + ": " + target).isTrue();
        }
      }
    }
    softly.assertAll();
  }

  private static boolean resolves(Path page, String target) throws IOException {
    String[] parts = target.split("#", 2);
    Path file = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
    return Files.exists(file)
        && (parts.length == 1 || anchors(Files.readString(file)).contains(parts[1]));
  }

  /** As GitHub makes them of headings. */
  private static Set<String> anchors(String page) {
    return found(HEADING, page).stream()
        .map(
            heading ->
                heading
                    .toLowerCase(Locale.ROOT)
                    .replaceAll("[^\\p{L}\\p{N} _-]", "")
                    .replace(' ', '-'))
        .collect(Collectors.toSet());
  }

  @Test
  void everyPageIsReachedFromTheReadme() throws IOException {
    Set<Path> reached = new TreeSet<>();
    reach(ROOT.resolve("README.md"), reached);

    assertThat(reached).containsAll(pages());
  }

  private static void reach(Path page, Set<Path> reached) throws IOException {
    if (!page.toString().endsWith(".md") || !reached.add(page)) {
      return;
    }
    for (String target : found(LINK, Files.readString(page))) {
      Path next = page.resolveSibling(target.replaceFirst("#.*", "")).normalize();
      if (!target.contains(":") && Files.isRegularFile(next)) {
        reach(next, reached);
      }
    }
  }

  @Test
  void everyPageSaysForWhomItIs() throws IOException {
    for (Path page : pages()) {
      if (!page.endsWith("README.md")) {
        assertThat(Files.readAllLines(page).get(2)).as(page.toString()).startsWith("For who");
      }
    }
  }

  @Test
  void everyFileOfTheProjectThatAPageNamesIsThere() throws IOException {
    Pattern named = Pattern.compile("(?<![\\w/.])((?:conf|deploy|docs)/[\\w./-]*\\w)");
    SoftAssertions softly = new SoftAssertions();
    for (Path page : pages()) {
      for (String name : found(named, Files.readString(page))) {
        boolean made = name.contains("/target/");
        boolean there = made || name.contains("NAME") || Files.exists(ROOT.resolve(name));
        softly.assertThat(there).as(page + ": " + name).isTrue();
      }
    }
    softly.assertAll();
  }

  @Test
  void everyCommandIsUnderstood() throws IOException {
    List<String> commands = new ArrayList<>();
    for (Path page : pages()) {
      commands.addAll(commands(Files.readString(page)));
    }
    assertThat(commands).hasSizeGreaterThan(30);
    SoftAssertions softly = new SoftAssertions();
    for (String command : new TreeSet<>(commands)) {
      Commands.Outcome outcome = Commands.run(withoutWork(command));
      // Files that a page invents are not there; everything before that was understood.
      softly.assertThat(outcome.exit()).as(command + "\n" + outcome.err()).isIn(0, 3);
    }
    softly.assertAll();
  }

  /** The arguments of each lvm-med that a page shows, in a block or between backticks. */
  private static List<String> commands(String page) {
    Stream<String> lines =
        Stream.concat(
            found(FENCE, page).stream().flatMap(String::lines), found(CODE, page).stream());
    return lines
        .flatMap(line -> Arrays.stream(line.split(" ; ")))
        .map(line -> line.replaceFirst("\\s+#.*", "").strip())
        .filter(line -> line.matches("(?:\\w+=(?:\"[^\"]*\"|\\S+) )*(?:deploy/bin/)?lvm-med .*"))
        .map(line -> line.replaceFirst(".*?lvm-med ", ""))
        .map(line -> line.replaceFirst(" > .*", ""))
        .map(line -> ENVIRONMENT.matcher(line).replaceAll(""))
        .map(String::strip)
        .toList();
  }

  /** With what it must have, where a sentence leaves that out, and without anything to do. */
  private static String[] withoutWork(String command) {
    List<String> words = new ArrayList<>(Arrays.asList(command.split("\\s+")));
    words.replaceAll(word -> word.equals("N") ? "1" : word);
    String name = words.get(0);
    if (name.startsWith("--")) {
      return array(words);
    }
    if (TELL.contains(name) && !words.contains("--list")) {
      return name.equals("inspect") ? new String[] {"inspect", "--help"} : array(words);
    }
    if (words.size() == 1 || command.contains("…")) {
      return new String[] {name, "--help"};
    }
    if (!words.contains("--dry-run")) {
      words.add("--dry-run");
    }
    return array(words);
  }

  private static String[] array(List<String> words) {
    return words.toArray(String[]::new);
  }

  private static List<String> found(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(match -> match.group(1)).toList();
  }

  @Test
  void everyTestThatAPageNamesIsThere() throws IOException {
    Set<String> tests = new TreeSet<>();
    for (String module : List.of("model/rules", "ingest", "model", "spark-jobs", "tests")) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(module + "/src/test"))) {
        files.forEach(file -> tests.add(file.getFileName().toString()));
      }
    }
    SoftAssertions softly = new SoftAssertions();
    for (Path page : pages()) {
      for (String name : found(Pattern.compile("\\b([A-Z]\\w+Test)\\b"), Files.readString(page))) {
        softly.assertThat(tests).as(page.toString()).contains(name + ".java");
      }
    }
    softly.assertAll();
  }
}

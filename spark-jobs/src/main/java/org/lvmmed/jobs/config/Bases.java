package org.lvmmed.jobs.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigIncludeContext;
import com.typesafe.config.ConfigIncluder;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds what a recipe includes: a file beside the one that includes it, else one of the project's
 * own recipes. So a file that is shipped to a cluster alone finds its base in the jar.
 *
 * @param folder of the recipe that is read; empty for the project's own
 * @param trail of recipes that are being read, the outermost first
 */
record Bases(Optional<Path> folder, List<String> trail) implements ConfigIncluder {

  /** Before the name of one of our own recipes, where a value says where it is from. */
  static final String OWN_TITLE = "recipe ";

  /**
   * @param nameOrPath what {@code --recipe} or a recipe's {@code include} says
   */
  static Config parse(String nameOrPath) {
    return new Bases(Optional.of(Path.of("")), List.of()).read(nameOrPath);
  }

  @Override
  public ConfigObject include(ConfigIncludeContext context, String what) {
    return read(what).root();
  }

  /** Nothing is found anywhere else. */
  @Override
  public ConfigIncluder withFallback(ConfigIncluder fallback) {
    return this;
  }

  private Config read(String what) {
    return file(what)
        .map(this::file)
        .or(() -> Optional.ofNullable(resource(what)).map(url -> own(what, url)))
        .orElseThrow(() -> unknown(what));
  }

  private Optional<Path> file(String what) {
    return folder.flatMap(
        f ->
            Stream.of(what, what + ".conf")
                .limit(trail.isEmpty() ? 1 : 2)
                .map(f::resolve)
                .filter(Files::isRegularFile)
                .filter(file -> !isIncluding(file))
                .findFirst());
  }

  /** A file that is called as one of our own and includes it does not mean itself. */
  private boolean isIncluding(Path file) {
    return !trail.isEmpty() && trail.get(trail.size() - 1).equals(identity(file));
  }

  private static String identity(Path file) {
    return file.toAbsolutePath().normalize().toString();
  }

  private static @Nullable URL resource(String what) {
    return Bases.class.getResource("/conf/recipes/" + what.replaceFirst("\\.conf$", "") + ".conf");
  }

  private Config file(Path path) {
    try (Reader reader = Files.newBufferedReader(path)) {
      return read(reader, path.toString(), identity(path), Optional.of(parent(path)));
    } catch (IOException e) {
      throw new ConfigException("Cannot read recipe " + path + ": " + e.getMessage());
    }
  }

  private static Path parent(Path file) {
    Path parent = file.getParent();
    return parent == null ? Path.of("") : parent;
  }

  private Config own(String name, URL url) {
    try (Reader reader = new InputStreamReader(url.openStream(), StandardCharsets.UTF_8)) {
      return read(reader, OWN_TITLE + name, url.toString(), Optional.empty());
    } catch (IOException e) {
      throw new ConfigException("Cannot read recipe " + name + ": " + e.getMessage());
    }
  }

  private Config read(Reader reader, String title, String identity, Optional<Path> where) {
    if (trail.contains(identity)) {
      throw new ConfigException("Invalid recipe: " + title + " includes itself");
    }
    List<String> longer = Stream.concat(trail.stream(), Stream.of(identity)).toList();
    return ConfigFactory.parseReader(
        reader,
        ConfigParseOptions.defaults()
            .setAllowMissing(false)
            .setOriginDescription(title)
            .setIncluder(new Bases(where, longer)));
  }

  private ConfigException unknown(String what) {
    String hint = NearestName.of(what, Recipe.OWN).map(n -> "; did you mean " + n + "?").orElse("");
    String of = String.join(", ", Recipe.OWN) + hint;
    return new ConfigException(
        trail.isEmpty()
            ? "Unknown recipe: --recipe " + what + " is neither a file nor one of " + of
            : "Unknown base: include \"%s\" is neither a file beside the recipe nor one of %s"
                .formatted(what, of));
  }
}

package org.lvmmed.jobs.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A recipe: a HOCON file, by name from the project's own or by path, with the bases that it
 * includes below it and the command line's {@code --set} on top.
 */
public final class Recipe {

  /** Names of the project's own. */
  public static final List<String> OWN =
      List.of(
          "gpu-resnet50",
          "laptop",
          "laptop-barlow-twins",
          "laptop-deepcluster-v2",
          "laptop-dino",
          "laptop-moco-v2",
          "laptop-simclr",
          "laptop-swav",
          "laptop-vicregl",
          "laptop-vit",
          "paper-resnet50",
          "paper-vit-b",
          "phantom");

  /** Where a value of the command line is from. */
  private static final String SET = "--set";

  private static final Pattern KEY = Pattern.compile("[\\w-]+(\\.[\\w-]+)*");

  private Recipe() {}

  /**
   * @param nameOrPath a recipe's name or a file
   * @param settings {@code key=value} each
   */
  public static Config load(String nameOrPath, List<String> settings) {
    Config recipe = parse(nameOrPath);
    Set<String> keys =
        recipe.entrySet().stream()
            .map(e -> String.join(".", ConfigUtil.splitPath(e.getKey())))
            .collect(Collectors.toSet());
    List<ConfigProblem> problems =
        settings.stream().flatMap(setting -> problem(setting, keys).stream()).toList();
    if (!problems.isEmpty()) {
      throw new ConfigException(problems, "");
    }
    for (String setting : settings) {
      recipe = recipe.withValue(key(setting), value(setting));
    }
    return recipe;
  }

  /** Whether a value stands in one of our own recipes rather than in a file or an option. */
  static boolean isDefault(ConfigValue value) {
    String where = value.origin().description();
    return OWN.stream().anyMatch(name -> where.startsWith(Bases.OWN_TITLE + name + ": "));
  }

  private static Config parse(String nameOrPath) {
    try {
      return Bases.parse(nameOrPath).resolve();
    } catch (com.typesafe.config.ConfigException e) {
      throw new ConfigException("Cannot parse recipe " + nameOrPath + ": " + e.getMessage());
    }
  }

  private static String key(String setting) {
    return setting.substring(0, Math.max(0, setting.indexOf('='))).strip();
  }

  /** A key that is none at all is left to whoever reads the recipe, who knows the nearest. */
  private static Optional<ConfigProblem> problem(String setting, Set<String> keys) {
    String key = key(setting);
    if (!KEY.matcher(key).matches()) {
      return Optional.of(new ConfigProblem(setting, "must be key=value", SET));
    }
    if (keys.stream().anyMatch(k -> k.startsWith(key + "."))) {
      return Optional.of(new ConfigProblem(key, "a section; set one of its keys", SET));
    }
    return keys.stream()
        .filter(k -> key.startsWith(k + "."))
        .map(k -> new ConfigProblem(key, "no key; " + k + " is one, and no section", SET))
        .findFirst();
  }

  /** Lists in brackets are parsed; anything else is text, which typed reading converts. */
  private static ConfigValue value(String setting) {
    String text = setting.substring(setting.indexOf('=') + 1).strip();
    if (text.startsWith("[")) {
      return ConfigFactory.parseString("v = " + text).getValue("v").withOrigin(origin());
    }
    return ConfigValueFactory.fromAnyRef(text, SET);
  }

  private static com.typesafe.config.ConfigOrigin origin() {
    return com.typesafe.config.ConfigOriginFactory.newSimple(SET);
  }
}

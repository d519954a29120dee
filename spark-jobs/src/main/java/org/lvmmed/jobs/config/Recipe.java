package org.lvmmed.jobs.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A recipe: a HOCON file, by name from the project's own or by path, with the bases that it
 * includes below it and the command line's {@code --set} on top.
 */
public final class Recipe {

  /** Names of the project's own. */
  public static final List<String> OWN =
      List.of("laptop", "laptop-vit", "paper-resnet50", "paper-vit-b", "phantom");

  private Recipe() {}

  /**
   * @param nameOrPath a recipe's name or a file
   * @param settings {@code key=value} each; only keys that the recipe has
   */
  public static Config load(String nameOrPath, List<String> settings) {
    Config recipe = parse(nameOrPath);
    for (String setting : settings) {
      recipe = with(recipe, setting);
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

  private static Config with(Config recipe, String setting) {
    int equals = setting.indexOf('=');
    if (equals <= 0) {
      throw new ConfigException("Invalid --set " + setting + ": must be key=value");
    }
    String key = setting.substring(0, equals).strip();
    Set<String> keys =
        recipe.entrySet().stream()
            .map(e -> String.join(".", ConfigUtil.splitPath(e.getKey())))
            .collect(Collectors.toSet());
    if (!keys.contains(key)) {
      String hint = NearestName.of(key, keys).map(n -> "; did you mean " + n + "?").orElse("");
      throw new ConfigException("Invalid --set " + setting + ": no such key in the recipe" + hint);
    }
    return recipe.withValue(key, value(setting.substring(equals + 1).strip()));
  }

  /** Lists in brackets are parsed; anything else is text, which typed reading converts. */
  private static ConfigValue value(String text) {
    if (text.startsWith("[")) {
      return ConfigFactory.parseString("v = " + text).getValue("v").withOrigin(origin());
    }
    return ConfigValueFactory.fromAnyRef(text, "--set");
  }

  private static com.typesafe.config.ConfigOrigin origin() {
    return com.typesafe.config.ConfigOriginFactory.newSimple("--set");
  }
}

package org.lvmmed.jobs.cli;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A recipe as a file that states every key on a line of its own, with where its value is from. */
final class RecipeText {

  private RecipeText() {}

  static String of(Config recipe) {
    Map<String, ConfigValue> sorted = new TreeMap<>();
    recipe.entrySet().forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
    return sorted.entrySet().stream()
        .map(entry -> line(entry.getKey(), entry.getValue()))
        .collect(Collectors.joining());
  }

  private static String line(String key, ConfigValue value) {
    String setting = key + " = " + value.render(ConfigRenderOptions.concise());
    return "%-52s # %s%n".formatted(setting, value.origin().description());
  }
}

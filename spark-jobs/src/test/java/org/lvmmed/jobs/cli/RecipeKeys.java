package org.lvmmed.jobs.cli;

import com.typesafe.config.ConfigUtil;
import java.util.Set;
import java.util.TreeSet;

/** The keys that there are. */
final class RecipeKeys {

  private RecipeKeys() {}

  static Set<String> all() {
    Set<String> keys = new TreeSet<>();
    RunConfig.of("laptop", java.util.List.of())
        .source()
        .entrySet()
        .forEach(entry -> keys.add(String.join(".", ConfigUtil.splitPath(entry.getKey()))));
    return keys;
  }
}

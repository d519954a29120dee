package org.lvmmed.jobs.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException.BadValue;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads a configuration into typed values and collects every problem instead of stopping at the
 * first. A key that nobody reads is unknown, a key that is read and missing is a problem: each
 * recipe is complete.
 */
public final class ConfigReader {

  private static final Pattern REFUSAL =
      Pattern.compile("Invalid ([a-z0-9-]+(?:\\.[a-z0-9-]+)+):? (.*)", Pattern.DOTALL);

  private final Config config;
  private final Set<String> known = new TreeSet<>();
  private final Set<String> unread = new TreeSet<>();
  private final List<ConfigProblem> problems = new ArrayList<>();

  public ConfigReader(Config config) {
    this.config = config;
  }

  public String text(String key) {
    return value(key, config::getString, "");
  }

  public List<String> texts(String key) {
    return value(key, k -> List.copyOf(config.getStringList(k)), List.of());
  }

  public List<Double> numbers(String key) {
    return value(key, k -> List.copyOf(config.getDoubleList(k)), List.of());
  }

  public boolean flag(String key) {
    return value(key, config::getBoolean, false);
  }

  public long seed(String key) {
    return value(key, config::getLong, 0L);
  }

  /** A whole number; the record that takes it says which are allowed. */
  public int integer(String key) {
    return value(key, config::getInt, 0);
  }

  /** A number; the record that takes it says which are allowed. */
  public double number(String key) {
    return value(key, config::getDouble, 0.0);
  }

  /** A whole number within [min, max]. */
  public int integer(String key, int min, int max) {
    int v = value(key, config::getInt, min);
    return within(key, v, min, max) ? v : min;
  }

  /** A number within [min, max]. */
  public double number(String key, double min, double max) {
    double v = value(key, config::getDouble, min);
    return within(key, v, min, max) ? v : min;
  }

  /** A size such as {@code 512 MiB}, in bytes, within [min, max]. */
  public long bytes(String key, long min, long max) {
    long v = value(key, config::getBytes, min);
    return within(key, v, min, max) ? v : min;
  }

  /** One of an enum's names, written in lower case with hyphens. */
  public <E extends Enum<E>> E choice(String key, Class<E> type) {
    E[] all = type.getEnumConstants();
    String text = value(key, config::getString, name(all[0]));
    for (E candidate : all) {
      if (name(candidate).equals(text)) {
        return candidate;
      }
    }
    String allowed = Arrays.stream(all).map(ConfigReader::name).collect(Collectors.joining(", "));
    problem(key, "'" + text + "' is not one of " + allowed);
    return all[0];
  }

  /** One of the given names. */
  public String oneOf(String key, List<String> names) {
    String text = value(key, config::getString, names.get(0));
    if (!names.contains(text)) {
      problem(key, "'" + text + "' is not one of " + String.join(", ", names));
    }
    return names.contains(text) ? text : names.get(0);
  }

  /** Each entry one of an enum's names. */
  public <E extends Enum<E>> List<E> choices(String key, Class<E> type) {
    List<E> chosen = new ArrayList<>();
    String allowed =
        Arrays.stream(type.getEnumConstants())
            .map(ConfigReader::name)
            .collect(Collectors.joining(", "));
    for (String text : listOrCommaSeparated(key)) {
      Arrays.stream(type.getEnumConstants())
          .filter(e -> name(e).equals(text))
          .findFirst()
          .ifPresentOrElse(
              chosen::add, () -> problem(key, "'" + text + "' is not one of " + allowed));
    }
    return List.copyOf(chosen);
  }

  /** A list, or one string with commas: what {@code --set key=a,b} gives. */
  public List<String> listOrCommaSeparated(String key) {
    return value(
        key,
        k ->
            switch (config.getValue(k).valueType()) {
              case LIST -> List.copyOf(config.getStringList(k));
              default ->
                  Arrays.stream(config.getString(k).split(","))
                      .map(String::strip)
                      .filter(s -> !s.isEmpty())
                      .toList();
            },
        List.of());
  }

  /**
   * A record whose components are the keys of a section, found by name: {@code minScale} is {@code
   * min-scale}. Numbers, flags, enums, and records, which are sections of their own; no two of them
   * can be swapped.
   */
  public <R extends Record> Supplier<R> record(String section, Class<R> type) {
    return section(section, type);
  }

  /** Like {@link #record} where the class is known to be a record at run time alone. */
  public <R> Supplier<R> section(String section, Class<R> type) {
    RecordComponent[] components = type.getRecordComponents();
    List<Supplier<?>> values =
        Arrays.stream(components)
            .<Supplier<?>>map(c -> component(section + "." + hyphenated(c.getName()), c.getType()))
            .toList();
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    return () -> construct(type, types, values.stream().map(Supplier::get).toArray());
  }

  private static <R> R construct(Class<R> type, Class<?>[] types, Object[] values) {
    try {
      return type.getDeclaredConstructor(types).newInstance(values);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IllegalArgumentException refused) {
        throw refused;
      }
      throw new IllegalStateException("Cannot build " + type.getName(), e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("Cannot build " + type.getName(), e);
    }
  }

  private Supplier<?> component(String key, Class<?> type) {
    if (type.isRecord()) {
      return section(key, type);
    }
    Object value = value(key, type);
    return () -> value;
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private Object value(String key, Class<?> type) {
    if (type == int.class) {
      return integer(key);
    }
    if (type == double.class) {
      return number(key);
    }
    if (type == boolean.class) {
      return flag(key);
    }
    if (type.isEnum()) {
      return choice(key, (Class) type);
    }
    throw new IllegalArgumentException("No way to read " + key + " as " + type.getName());
  }

  private static String hyphenated(String name) {
    return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }

  /**
   * Builds each value once, after {@link #finish}, so that what their constructors refuse is known
   * of all of them.
   *
   * @throws ConfigException naming what they refuse
   */
  public void check(List<Supplier<?>> values) {
    for (Supplier<?> value : values) {
      try {
        var unused = value.get();
      } catch (IllegalArgumentException e) {
        refused(String.valueOf(e.getMessage()));
      }
    }
    finish();
  }

  /**
   * Records say "Invalid KEY: VALUE (RULE)"; one that stands in several sections names the end of
   * its key.
   */
  private void refused(String message) {
    Matcher matcher = REFUSAL.matcher(message);
    if (matcher.matches()) {
      problem(whole(matcher.group(1)), matcher.group(2));
    } else {
      problem("recipe", message);
    }
  }

  private String whole(String key) {
    return known.contains(key)
        ? key
        : known.stream().filter(k -> k.endsWith("." + key)).findFirst().orElse(key);
  }

  /**
   * Leaves sections that stand beside the chosen one unread. What our own recipes say there is a
   * default; what the user says there is a problem.
   *
   * @param section whose parts exclude each other
   * @param chosen one of the names
   * @param names of all parts
   */
  public void only(String section, String chosen, List<String> names) {
    for (Map.Entry<String, ConfigValue> e : config.entrySet()) {
      List<String> path = ConfigUtil.splitPath(e.getKey());
      boolean unread =
          path.size() > 2
              && path.get(0).equals(section)
              && names.contains(path.get(1))
              && !path.get(1).equals(chosen);
      if (unread) {
        String key = String.join(".", path);
        unread(key, e.getValue(), section + ".kind", path.get(1), chosen);
      }
    }
  }

  private void unread(String key, ConfigValue value, String choice, String part, String chosen) {
    unread.add(key);
    if (!Recipe.isDefault(value)) {
      problem(
          key,
          "is a key of %s, but %s is %s; leave it out, or choose %s"
              .formatted(part, choice, chosen, part));
    }
  }

  /** Builds a value whose constructor checks what no single key can say. */
  public <T> T build(String key, Supplier<T> constructor, T otherwise) {
    try {
      return constructor.get();
    } catch (IllegalArgumentException e) {
      problem(key, String.valueOf(e.getMessage()));
      return otherwise;
    }
  }

  /** Records a problem with a key. */
  public void problem(String key, String message) {
    problems.add(new ConfigProblem(key, message, where(key)));
  }

  /**
   * Ends the reading.
   *
   * @throws ConfigException naming every problem, unknown keys among them
   */
  public void finish() {
    for (Map.Entry<String, ConfigValue> e : config.entrySet()) {
      String key = String.join(".", ConfigUtil.splitPath(e.getKey()));
      if (!known.contains(key) && !unread.contains(key)) {
        String hint = NearestName.of(key, known).map(n -> "; did you mean " + n + "?").orElse("");
        problems.add(new ConfigProblem(key, "unknown key" + hint, origin(e.getValue())));
      }
    }
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
  }

  private <T> T value(String key, Function<String, T> get, T otherwise) {
    known.add(key);
    try {
      return get.apply(key);
    } catch (com.typesafe.config.ConfigException.Missing e) {
      problem(key, "missing; a recipe that starts with include \"laptop\" need not state it");
    } catch (com.typesafe.config.ConfigException.WrongType | BadValue e) {
      problem(key, "'" + config.getValue(key).unwrapped() + "' is of the wrong kind");
    }
    return otherwise;
  }

  private <N extends Number & Comparable<N>> boolean within(String key, N v, N min, N max) {
    boolean ok = v.compareTo(min) >= 0 && v.compareTo(max) <= 0;
    if (!ok) {
      problem(key, v + " is not within " + min + " … " + max);
    }
    return ok;
  }

  private String where(String key) {
    return config.hasPath(key) ? origin(config.getValue(key)) : "recipe";
  }

  private static String origin(ConfigValue value) {
    return value.origin().description();
  }

  /** How an enum constant is written in a recipe. */
  public static String name(Enum<?> e) {
    return e.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}

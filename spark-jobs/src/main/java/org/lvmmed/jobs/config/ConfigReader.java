package org.lvmmed.jobs.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException.BadValue;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
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
import org.jspecify.annotations.Nullable;

/**
 * Reads a configuration into typed values and collects every problem instead of stopping at the
 * first. A key that nobody reads is unknown, a key that is read and missing is a problem: each
 * recipe is complete.
 */
public final class ConfigReader {

  private static final Pattern REFUSAL =
      Pattern.compile("Invalid ([a-z0-9-]+(?:\\.[a-z0-9-]+)*):? (.*)", Pattern.DOTALL);

  /** A value that is to be built, and the section that its record's keys are relative to. */
  private record Built(String section, Supplier<?> value) {}

  /** A record cannot do without one within it that cannot be built: its problems are known. */
  private static final class UnbuiltPartException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;
  }

  private static final String WHOLE = "a whole number";
  private static final String NUMBER = "a number";

  private final Config config;
  private final String remedy;
  private final Set<String> known = new TreeSet<>();
  private final Set<String> unread = new TreeSet<>();
  private final Set<ConfigProblem> problems = new LinkedHashSet<>();
  private final List<Built> built = new ArrayList<>();

  public ConfigReader(Config config) {
    this(config, "");
  }

  /**
   * @param remedy where to look for what is right, told after all problems
   */
  public ConfigReader(Config config, String remedy) {
    this.config = config;
    this.remedy = remedy;
  }

  public String text(String key) {
    return value(key, config::getString, "", "a text");
  }

  public List<String> texts(String key) {
    return value(key, k -> List.copyOf(config.getStringList(k)), List.of(), "a list of texts");
  }

  public List<Double> numbers(String key) {
    return value(key, k -> List.copyOf(config.getDoubleList(k)), List.of(), "a list of numbers");
  }

  public boolean flag(String key) {
    return value(key, config::getBoolean, false, "true or false");
  }

  public long seed(String key) {
    return value(key, config::getLong, 0L, WHOLE);
  }

  /** A whole number; the record that takes it says which are allowed. */
  public int integer(String key) {
    return value(key, config::getInt, 0, WHOLE);
  }

  /** A number; the record that takes it says which are allowed. */
  public double number(String key) {
    return value(key, config::getDouble, 0.0, NUMBER);
  }

  /** A size such as {@code 512 MiB}, in bytes; the record that takes it says which are allowed. */
  public long bytes(String key) {
    return value(key, config::getBytes, 0L, "a size such as 512 MiB");
  }

  /** A whole number within [min, max]. */
  public int integer(String key, int min, int max) {
    int v = value(key, config::getInt, min, WHOLE);
    return within(key, v, min, max) ? v : min;
  }

  /** A number within [min, max]. */
  public double number(String key, double min, double max) {
    double v = value(key, config::getDouble, min, NUMBER);
    return within(key, v, min, max) ? v : min;
  }

  /** One of an enum's names, written in lower case with hyphens. */
  public <E extends Enum<E>> E choice(String key, Class<E> type) {
    E[] all = type.getEnumConstants();
    String text = value(key, config::getString, name(all[0]), "a text");
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
    String text = value(key, config::getString, names.get(0), "a text");
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
        List.of(),
        "a list");
  }

  /**
   * A record whose components are the keys of a section, found by name: {@code minScale} is {@code
   * min-scale}, a record within it a section below. No two of them can be swapped. What the record
   * refuses is told by {@link #finish}.
   */
  public <R extends Record> Supplier<R> record(String section, Class<R> type) {
    return section(section, type);
  }

  /**
   * Like {@link #record}, where some components are read elsewhere or by other keys.
   *
   * @param given those components' values by their names
   */
  public <R extends Record> Supplier<R> record(
      String section, Class<R> type, Map<String, Supplier<?>> given) {
    return section(section, type, given);
  }

  /** Like {@link #record} where the class is known to be a record at run time alone. */
  public <R> Supplier<R> section(String section, Class<R> type) {
    return section(section, type, Map.of());
  }

  private <R> Supplier<R> section(String section, Class<R> type, Map<String, Supplier<?>> given) {
    requireComponents(type, given.keySet());
    int before = problems.size();
    List<Supplier<?>> values =
        Arrays.stream(type.getRecordComponents())
            .<Supplier<?>>map(c -> component(section, c, given))
            .toList();
    if (problems.size() == before) {
      built.add(
          new Built(
              section, () -> construct(type, values.stream().map(ConfigReader::orNull).toArray())));
    }
    return () -> construct(type, values.stream().map(Supplier::get).toArray());
  }

  private static void requireComponents(Class<?> type, Set<String> names) {
    List<String> components =
        Arrays.stream(type.getRecordComponents()).map(RecordComponent::getName).toList();
    if (!components.containsAll(names)) {
      throw new IllegalArgumentException(type.getName() + " has no such components: " + names);
    }
  }

  /** In place of a record that cannot be built, so that what its owner refuses is heard as well. */
  private static @Nullable Object orNull(Supplier<?> value) {
    try {
      return value.get();
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static <R> R construct(Class<R> type, @Nullable Object[] values) {
    Class<?>[] types =
        Arrays.stream(type.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    try {
      return type.getDeclaredConstructor(types).newInstance(values);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IllegalArgumentException refused) {
        throw refused;
      }
      if (e.getCause() instanceof NullPointerException && Arrays.asList(values).contains(null)) {
        throw new UnbuiltPartException();
      }
      throw new IllegalStateException("Cannot build " + type.getName(), e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("Cannot build " + type.getName(), e);
    }
  }

  private Supplier<?> component(
      String section, RecordComponent component, Map<String, Supplier<?>> given) {
    Supplier<?> value = given.get(component.getName());
    return value == null
        ? component(section + "." + hyphenated(component.getName()), component)
        : value;
  }

  private Supplier<?> component(String key, RecordComponent component) {
    Class<?> type = component.getType();
    if (type.isRecord()) {
      return section(key, type);
    }
    Object value = type == List.class ? numbers(key) : single(key, type);
    return () -> value;
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private Object single(String key, Class<?> type) {
    if (type == int.class) {
      return integer(key);
    }
    if (type == long.class) {
      return bytes(key);
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
   * A value that is built of keys that were read. What its constructor refuses is told by {@link
   * #finish}, with what others refuse.
   *
   * @param section of its keys
   */
  public <T> Supplier<T> checked(String section, Supplier<T> value) {
    built.add(new Built(section, value));
    return value;
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

  private void build(Built value) {
    try {
      var unused = value.value().get();
    } catch (UnbuiltPartException e) {
      // The part is built by itself as well.
    } catch (IllegalArgumentException e) {
      String.valueOf(e.getMessage()).lines().forEach(line -> refused(value.section(), line));
    }
  }

  /** Records say "Invalid KEY: VALUE (RULE)", with the key whole or its end alone. */
  private void refused(String section, String message) {
    Matcher matcher = REFUSAL.matcher(message);
    if (matcher.matches()) {
      refusal(whole(section, matcher.group(1)), matcher.group(2));
    } else {
      refusal(section, message);
    }
  }

  private String whole(String section, String key) {
    String below = section + "." + key;
    if (known.contains(key) || known.contains(below)) {
      return known.contains(below) ? below : key;
    }
    return known.stream()
        .filter(k -> k.startsWith(section + ".") && k.endsWith("." + key))
        .findFirst()
        .orElse(key.contains(".") ? key : below);
  }

  /** A key that could not be read, or that a part of the record refused, is known already. */
  private void refusal(String key, String message) {
    if (problems.stream().noneMatch(problem -> problem.key().equals(key))) {
      problem(key, message);
    }
  }

  /** Records a problem with a key. */
  public void problem(String key, String message) {
    problems.add(new ConfigProblem(key, message, where(key)));
  }

  /**
   * Ends the reading: builds every value once, so that what their constructors refuse is known.
   *
   * @throws ConfigException naming every problem, unknown keys among them
   */
  public void finish() {
    built.forEach(this::build);
    for (Map.Entry<String, ConfigValue> e : config.entrySet()) {
      String key = String.join(".", ConfigUtil.splitPath(e.getKey()));
      if (!known.contains(key) && !unread.contains(key)) {
        String hint = NearestName.of(key, known).map(n -> "; did you mean " + n + "?").orElse("");
        problems.add(new ConfigProblem(key, "unknown key" + hint, origin(e.getValue())));
      }
    }
    if (!problems.isEmpty()) {
      throw new ConfigException(List.copyOf(problems), remedy);
    }
  }

  private <T> T value(String key, Function<String, T> get, T otherwise, String kind) {
    known.add(key);
    try {
      return get.apply(key);
    } catch (com.typesafe.config.ConfigException.Missing e) {
      problem(key, "missing; a recipe that starts with include \"laptop\" need not state it");
    } catch (com.typesafe.config.ConfigException.WrongType | BadValue e) {
      problem(key, "'" + config.getValue(key).unwrapped() + "' is not " + kind);
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

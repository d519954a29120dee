package org.lvmmed.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RecipeTest {

  @TempDir Path folder;

  private String recipe(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  static List<String> own() {
    return Recipe.OWN;
  }

  @ParameterizedTest
  @MethodSource("own")
  void eachOfOurOwnHasTheKeysOfItsBaseAndNoOther(String name) {
    assertThat(Recipe.load(name, List.of()).entrySet())
        .extracting(e -> e.getKey())
        .containsExactlyInAnyOrderElementsOf(
            Recipe.load("laptop", List.of()).entrySet().stream().map(e -> e.getKey()).toList());
  }

  @Test
  void aFileStatesWhatDiffersFromOneOfOurOwn() throws IOException {
    Config recipe =
        Recipe.load(
            recipe("mine.conf", "include \"laptop\"\npretrain.epochs = 3"), List.of("seed=7"));

    assertThat(recipe.getInt("pretrain.epochs")).isEqualTo(3);
    assertThat(recipe.getInt("objective.graph-matching.graph-size")).isEqualTo(64);
    assertThat(recipe.getInt("seed")).isEqualTo(7);
  }

  @Test
  void everyValueSaysWhereItIsFrom() throws IOException {
    String mine = recipe("mine.conf", "include \"phantom\"\npretrain.epochs = 3");
    Config recipe = Recipe.load(mine, List.of("seed=7"));

    assertThat(origin(recipe, "pretrain.epochs")).isEqualTo(mine + ": 2");
    assertThat(origin(recipe, "encoder.input-size")).startsWith("recipe phantom: ");
    assertThat(origin(recipe, "pretrain.workers")).startsWith("recipe laptop: ");
    assertThat(origin(recipe, "seed")).isEqualTo("--set");
  }

  private static String origin(Config recipe, String key) {
    return recipe.getValue(key).origin().description();
  }

  @Test
  void aFileBesideTheRecipeComesBeforeOneOfOurOwn() throws IOException {
    recipe("laptop.conf", "pretrain.epochs = 1\npretrain.workers = 5");
    String mine = recipe("mine.conf", "include \"laptop\"\npretrain.epochs = 3");

    Config recipe = Recipe.load(mine, List.of());

    assertThat(recipe.getInt("pretrain.epochs")).isEqualTo(3);
    assertThat(recipe.getInt("pretrain.workers")).isEqualTo(5);
    assertThat(recipe.hasPath("seed")).isFalse();
  }

  @Test
  void aBaseThatIsNotThereIsNamedWithTheNearest() throws IOException {
    String mine = recipe("mine.conf", "include \"labtop\"");

    assertThatThrownBy(() -> Recipe.load(mine, List.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("include \"labtop\"")
        .hasMessageContaining("did you mean laptop?");
  }

  @Test
  void recipesThatIncludeEachOtherAreRefused() throws IOException {
    recipe("one.conf", "include \"two\"");
    String two = recipe("two.conf", "include \"one\"");

    assertThatThrownBy(() -> Recipe.load(two, List.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("includes itself");
  }

  @Test
  void aFileCalledAsOneOfOurOwnMayIncludeIt() throws IOException {
    String mine = recipe("laptop.conf", "include \"laptop\"\npretrain.epochs = 3");

    assertThat(Recipe.load(mine, List.of()).getInt("objective.graph-matching.graph-size"))
        .isEqualTo(64);
  }
}

package org.lvmmed.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lvmmed.rules.Rules;

class ConfigReaderTest {

  enum Colour {
    DARK_RED,
    BLUE
  }

  private static ConfigReader reader(String text) {
    return new ConfigReader(ConfigFactory.parseString(text));
  }

  @Test
  void valuesAreReadAsTheirTypes() {
    ConfigReader r =
        reader("a { n = 3, x = 0.5, on = true, size = 2 MiB, c = dark-red, l = \"p,q\" }");

    assertThat(r.integer("a.n", 1, 5)).isEqualTo(3);
    assertThat(r.number("a.x", 0, 1)).isEqualTo(0.5);
    assertThat(r.flag("a.on")).isTrue();
    assertThat(r.bytes("a.size")).isEqualTo(2 << 20);
    assertThat(r.choice("a.c", Colour.class)).isEqualTo(Colour.DARK_RED);
    assertThat(r.listOrCommaSeparated("a.l")).containsExactly("p", "q");
    r.finish();
  }

  @Test
  void everyProblemIsReportedAtOnceWithKeyValueAndRule() {
    ConfigReader r = reader("n = 9, c = green, spare = 1, word = x");
    r.integer("n", 1, 5);
    r.choice("c", Colour.class);
    r.integer("word", 0, 1);
    r.text("absent");

    assertThatThrownBy(r::finish)
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("n: 9 is not within 1 … 5")
        .hasMessageContaining("c: 'green' is not one of dark-red, blue")
        .hasMessageContaining("word: 'x' is not a whole number")
        .hasMessageContaining("absent: missing")
        .hasMessageContaining("spare: unknown key");
  }

  record Size(int width, long room, Depth depth) {
    Size {
      Rules.of("size").within("width", width, 1, 5).within("room", room, 1, 9).check();
    }
  }

  record Depth(double nearTo, double farFrom) {
    Depth {
      Rules.ofAnySection()
          .within("near-to", nearTo, 0, 1)
          .that(farFrom > nearTo, "far-from", farFrom, "above near-to")
          .check();
    }
  }

  @Test
  void aRecordIsReadByTheNamesOfItsComponents() {
    ConfigReader r = reader("size { depth { far-from = 3, near-to = 1 }, room = 9 B, width = 5 }");

    assertThat(r.record("size", Size.class).get()).isEqualTo(new Size(5, 9, new Depth(1, 3)));
    r.finish();
  }

  @Test
  void aComponentThatIsReadElsewhereIsGivenByItsName() {
    ConfigReader r = reader("depth.far-from = 3, top = 1");
    double top = r.number("top");

    var depth = r.record("depth", Depth.class, Map.of("nearTo", () -> top));

    assertThat(depth.get()).isEqualTo(new Depth(1, 3));
    assertThatThrownBy(() -> r.record("depth", Depth.class, Map.of("near", () -> top)))
        .hasMessageContaining("near");
    r.finish();
  }

  @Test
  void everyRecordTellsAllThatItRefusesBesideWhatCannotBeRead() {
    ConfigReader r =
        new ConfigReader(
            ConfigFactory.parseString(
                "size { depth { far-from = 1, near-to = 2 }, room = 0, width = 6 }, more = 1"),
            "look there");
    r.record("size", Size.class);

    assertThatThrownBy(r::finish)
        .hasMessageContaining("size.width: 6 (1 to 5)")
        .hasMessageContaining("size.room: 0 (1 to 9)")
        .hasMessageContaining("size.depth.near-to: 2.0 (0 to 1)")
        .hasMessageContaining("size.depth.far-from: 1.0 (above near-to)")
        .hasMessageContaining("more: unknown key")
        .hasMessageEndingWith("look there");
  }

  @Test
  void anUnknownKeyIsAnsweredWithTheNearestName() {
    ConfigReader r = reader("objective { alhpa = 1, alpha = 1 }");
    r.number("objective.alpha", 0, 1);

    assertThatThrownBy(r::finish).hasMessageContaining("did you mean objective.alpha?");
  }
}

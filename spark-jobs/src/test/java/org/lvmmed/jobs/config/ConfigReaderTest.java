package org.lvmmed.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import org.junit.jupiter.api.Test;

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
    assertThat(r.bytes("a.size", 0, Long.MAX_VALUE)).isEqualTo(2 << 20);
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
        .hasMessageContaining("word: 'x' is of the wrong kind")
        .hasMessageContaining("absent: missing")
        .hasMessageContaining("spare: unknown key");
  }

  @Test
  void anUnknownKeyIsAnsweredWithTheNearestName() {
    ConfigReader r = reader("objective { alhpa = 1, alpha = 1 }");
    r.number("objective.alpha", 0, 1);

    assertThatThrownBy(r::finish).hasMessageContaining("did you mean objective.alpha?");
  }
}

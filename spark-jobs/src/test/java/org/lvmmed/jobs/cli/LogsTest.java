package org.lvmmed.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.message.SimpleMessage;
import org.junit.jupiter.api.Test;

class LogsTest {

  private static String line(String message, Throwable thrown) {
    return Logs.json()
        .toSerializable(
            Log4jLogEvent.newBuilder()
                .setLoggerName("org.lvmmed.jobs")
                .setLevel(Level.WARN)
                .setMessage(new SimpleMessage(message))
                .setThrown(thrown)
                .build());
  }

  @Test
  void aMessageIsOneLineOfJsonWhateverIsInIt() throws IOException {
    String line = line("two \"lines\"\nof 5 µm\t", null);

    assertThat(line.lines()).hasSize(1);
    JsonNode json = new ObjectMapper().readTree(line);
    assertThat(json.get("message").asText()).isEqualTo("two \"lines\"\nof 5 µm\t");
    assertThat(json.get("level").asText()).isEqualTo("WARN");
    assertThat(json.get("time").asText())
        .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
    assertThat(json.get("exception").asText()).isEmpty();
  }

  @Test
  void aStackTraceIsInTheSameLine() throws IOException {
    String line = line("failed", new IllegalStateException("no \"room\""));

    assertThat(line.lines()).hasSize(1);
    assertThat(new ObjectMapper().readTree(line).get("exception").asText())
        .contains("no \"room\"", "LogsTest");
  }
}

package org.lvmmed.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.AutoComplete;
import picocli.CommandLine;

class CommandLineTest {

  @TempDir Path folder;

  private static Stream<String> commands() {
    return LvmMed.commandLine().getSubcommands().keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void theHelpOfEveryCommandEndsWithExamplesThatAreUnderstood(String command) {
    CommandLine cli = LvmMed.commandLine();
    String help = cli.getSubcommands().get(command).getUsageMessage();

    assertThat(Examples.of(command)).isNotEmpty();
    for (String example : Examples.of(command)) {
      assertThat(help).contains("  lvm-med " + example);
      String[] words = example.replaceFirst(" >.*", "").split(" ");
      assertThat(cli.parseArgs(words).subcommand().commandSpec().name()).isEqualTo(command);
    }
  }

  @Test
  void loggingIsAnOptionOfCommandsAtEveryDepth() {
    CommandLine cli = LvmMed.commandLine();

    cli.parseArgs("bench", "pretrain", "--quiet", "--log", "json");

    LvmMed options = cli.getCommand();
    assertThat(options.quiet).isTrue();
    assertThat(options.log).isEqualTo(Logs.Format.JSON);
  }

  @Test
  void aShellCompletesCommandsAndOptions() throws IOException, InterruptedException {
    Path script =
        Files.writeString(
            folder.resolve("completion"), AutoComplete.bash("lvm-med", LvmMed.commandLine()));

    assertThat(completed(script, "lvm-med pre")).containsExactly("pretrain");
    assertThat(completed(script, "lvm-med pretrain --rec")).containsExactly("--recipe");
    assertThat(completed(script, "lvm-med bench obj")).containsExactly("objective", "objectives");
  }

  /** What bash offers for the last word of the line; it grumbles that nobody pressed a key. */
  private static Stream<String> completed(Path script, String line)
      throws IOException, InterruptedException {
    String words = line.replace(" ", "' '");
    Process bash =
        new ProcessBuilder(
                "bash",
                "-c",
                "source \"$0\"; COMP_WORDS=('"
                    + words
                    + "'); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _complete_lvm-med;"
                    + " printf '%s\\n' \"${COMPREPLY[@]}\"",
                script.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String offered = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(bash.waitFor()).as(offered).isZero();
    return offered.lines().map(String::strip);
  }
}

package org.lvmmed.jobs.pretrain.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lvmmed.jobs.io.WorkFiles;
import org.lvmmed.model.network.State;

class CheckpointsTest {

  @TempDir Path folder;
  private Checkpoints checkpoints;

  @BeforeEach
  void open() throws IOException {
    checkpoints = new Checkpoints(new WorkFiles(folder.toUri().toString(), new Configuration()), 2);
  }

  private static RunState state(float value) {
    return new RunState(
        new State(new float[] {value, -value, 3e-20f}, (int) value),
        new float[] {value / 3},
        List.of(new float[] {value + 1}, new float[0], new float[] {1, value}));
  }

  @Test
  void theNewestCheckpointIsReadBackBitForBit() throws IOException {
    checkpoints.write(1, 40, state(1.25f));
    checkpoints.write(2, 40, state(7.75f));

    assertThat(checkpoints.latest())
        .hasValueSatisfying(
            c -> {
              assertThat(c.round()).isEqualTo(2);
              assertThat(c.images()).hasValue(40);
              assertThat(c.state().values()).isEqualTo(state(7.75f).values());
              assertThat(c.state().iteration()).isEqualTo(7);
              assertThat(c.state().velocity()).isEqualTo(state(7.75f).velocity());
              assertThat(c.state().own())
                  .usingElementComparator(Arrays::compare)
                  .containsExactlyElementsOf(state(7.75f).own());
              assertThat(c.state().own(2)).containsExactly(1, 7.75f);
              assertThat(c.state().own(3)).isEmpty();
            });
  }

  @Test
  void onlyTheWantedNumberIsKept() throws IOException {
    for (int round = 1; round <= 4; round++) {
      checkpoints.write(round, 40, state(round));
    }
    try (var names = Files.list(folder.resolve(Checkpoints.FOLDER))) {
      assertThat(names.map(p -> p.getFileName().toString()))
          .containsExactlyInAnyOrder("round-000003", "round-000004");
    }
  }

  /** The damaged byte belongs to a length, to a value. */
  @ParameterizedTest
  @ValueSource(ints = {4, 9})
  void aDamagedOrUnfinishedCheckpointIsPassedOver(int damaged) throws IOException {
    checkpoints.write(1, 40, state(1));
    checkpoints.write(2, 40, state(2));
    Path newest = folder.resolve(Checkpoints.FOLDER).resolve("round-000002/state.bin");
    byte[] bytes = Files.readAllBytes(newest);
    bytes[damaged] ^= 1;
    Files.write(newest, bytes);
    Files.deleteIfExists(newest.resolveSibling(".state.bin.crc"));
    Files.createDirectories(folder.resolve(Checkpoints.FOLDER).resolve("round-000003"));

    assertThat(checkpoints.latest()).map(Checkpoints.Checkpoint::round).hasValue(1);
  }

  @Test
  void aManifestOfAnEarlierReleaseDoesNotSayHowManyImagesThereWere() throws IOException {
    checkpoints.write(1, 40, state(1));
    Path manifest = folder.resolve(Checkpoints.FOLDER).resolve("round-000001/manifest.json");
    Files.writeString(manifest, Files.readString(manifest).replace("\"images\":40,", ""));
    Files.deleteIfExists(manifest.resolveSibling(".manifest.json.crc"));

    assertThat(checkpoints.latest()).hasValueSatisfying(c -> assertThat(c.images()).isEmpty());
  }
}

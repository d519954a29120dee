package org.lvmmed.jobs.pretrain.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lvmmed.jobs.io.WorkFiles;
import org.lvmmed.jobs.pretrain.state.RunState;
import org.lvmmed.model.network.State;

class TensorBoardLogTest {

  @TempDir Path folder;
  private WorkFiles work;

  @BeforeEach
  void open() throws IOException {
    work = new WorkFiles(folder.toString(), new Configuration());
  }

  private static RoundListener.Round round(int number, double loss) {
    RoundMetrics metrics =
        new RoundMetrics(
            number, 1, 64, 0.5, Map.of("loss", loss), new RoundMetrics.Timing(1, 100, 0));
    return new RoundListener.Round(
        9, false, new RunState(new State(new float[1], 1)), metrics, List.of(), List.of());
  }

  private byte[] file() throws IOException {
    return Files.readAllBytes(folder.resolve(TensorBoardLog.FILE));
  }

  /** The events, once the checksums of each have been found right. */
  private List<byte[]> events() throws IOException {
    ByteBuffer in = ByteBuffer.wrap(file()).order(ByteOrder.LITTLE_ENDIAN);
    List<byte[]> events = new ArrayList<>();
    while (in.hasRemaining()) {
      byte[] length = new byte[8];
      in.get(length);
      assertThat(in.getInt()).isEqualTo(masked(length));
      byte[] event = new byte[(int) ByteBuffer.wrap(length).order(in.order()).getLong()];
      in.get(event);
      assertThat(in.getInt()).isEqualTo(masked(event));
      events.add(event);
    }
    return events;
  }

  /** CRC-32C bit by bit, then TensorFlow's mask. */
  private static int masked(byte[] bytes) {
    int crc = -1;
    for (byte b : bytes) {
      crc ^= b & 0xff;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 1) == 1 ? crc >>> 1 ^ 0x82f63b78 : crc >>> 1;
      }
    }
    long plain = ~crc & 0xffffffffL;
    return (int) ((plain >>> 15 | plain << 17) + 0xa282ead8L);
  }

  @Test
  void theFileBeginsAsEveryEventFileDoes() throws IOException {
    new TensorBoardLog(work, 0).roundDone(round(1, 3));

    // Length 24, its checksum, and the tag of the time, as TensorFlow writes them.
    assertThat(HexFormat.of().formatHex(file(), 0, 13)).isEqualTo("1800000000000000a37f4b2209");
    assertThat(new String(events().get(0), StandardCharsets.ISO_8859_1)).endsWith("brain.Event:2");
  }

  @Test
  void aRoundIsAnEventWithItsStepAndItsValues() throws IOException {
    new TensorBoardLog(work, 0).roundDone(round(300, 2.5));

    byte[] event = events().get(1);
    assertThat(HexFormat.of().formatHex(event)).contains("10ac02");
    String loss = HexFormat.of().formatHex("pretrain/loss".getBytes(StandardCharsets.UTF_8));
    assertThat(HexFormat.of().formatHex(event)).contains("0a0d" + loss + "1500002040");
    assertThat(new String(event, StandardCharsets.ISO_8859_1))
        .contains("pretrain/lr", "pretrain/images_per_second");
  }

  @Test
  void nothingElseLiesThereThatBearsItsName() throws IOException {
    TensorBoardLog log = new TensorBoardLog(work, 0);
    log.roundDone(round(1, 3));
    log.roundDone(round(2, 2));

    assertThat(folder.resolve("pretrain"))
        .isDirectoryNotContaining(file -> !file.endsWith("events.out.tfevents.0.lvm-med"));
  }

  @Test
  void aRunThatGoesOnKeepsTheRoundsBeforeAndDropsThoseDoneAgain() throws IOException {
    TensorBoardLog first = new TensorBoardLog(work, 0);
    first.roundDone(round(1, 1));
    first.roundDone(round(2, 2));
    first.roundDone(round(3, 3));
    List<byte[]> before = events();

    new TensorBoardLog(work, 2).roundDone(round(3, 4));

    List<byte[]> after = events();
    assertThat(after).hasSize(4);
    assertThat(after.subList(0, 3)).containsExactlyElementsOf(before.subList(0, 3));
    assertThat(after.get(3)).isNotEqualTo(before.get(3));
  }
}

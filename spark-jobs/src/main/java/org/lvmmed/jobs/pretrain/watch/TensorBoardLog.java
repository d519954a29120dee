package org.lvmmed.jobs.pretrain.watch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32C;
import org.lvmmed.jobs.io.WorkFiles;

/**
 * Each round's values in a file that TensorBoard reads: records of length, checksum, event and
 * checksum; an event is a protocol buffer. Rewritten whole, since object stores cannot append.
 */
public final class TensorBoardLog implements RoundListener {

  public static final String FILE = "pretrain/events.out.tfevents.0.lvm-med";
  private static final String PARTIAL = "pretrain/tensorboard.partial";
  private static final int AROUND_EVENT = 16;

  private final WorkFiles work;
  private final ByteArrayOutputStream records = new ByteArrayOutputStream();
  private final RewritePace pace;

  /** Continues after the given round; later events, of rounds that are done again, are dropped. */
  public TensorBoardLog(WorkFiles work, int round) throws IOException {
    this.work = work;
    this.pace = new RewritePace(round);
    if (round > 0 && work.exists(FILE)) {
      try (InputStream in = work.open(FILE)) {
        keep(in.readAllBytes(), round + 1);
      }
    } else {
      write(event().text(3, "brain.Event:2"));
    }
  }

  @Override
  public void roundDone(Round round) throws IOException {
    Map<String, Double> values = new LinkedHashMap<>(round.metrics().values());
    values.put("lr", round.metrics().learningRate());
    values.put("images_per_second", round.metrics().timing().imagesPerSecond());
    ProtocolBuffer summary = new ProtocolBuffer();
    values.forEach((name, value) -> summary.message(1, scalar(name, value)));
    write(event().whole(2, round.number()).message(5, summary));
    if (pace.due(round.kept())) {
      rewrite();
    }
  }

  private void rewrite() throws IOException {
    // Plain: TensorBoard would take Hadoop's checksum file for events, since it bears their name.
    try (OutputStream out = work.createPlain(PARTIAL)) {
      records.writeTo(out);
    }
    work.replace(PARTIAL, FILE);
  }

  private void keep(byte[] file, int events) {
    ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < events && in.remaining() >= AROUND_EVENT; i++) {
      int size = Math.toIntExact(in.getLong(in.position())) + AROUND_EVENT;
      records.write(file, in.position(), size);
      in.position(in.position() + size);
    }
  }

  private void write(ProtocolBuffer event) {
    byte[] bytes = event.bytes();
    ByteBuffer record =
        ByteBuffer.allocate(bytes.length + AROUND_EVENT).order(ByteOrder.LITTLE_ENDIAN);
    record.putLong(bytes.length).putInt(checksum(record.array(), Long.BYTES));
    record.put(bytes).putInt(checksum(bytes, bytes.length));
    records.writeBytes(record.array());
  }

  /** CRC-32C, turned and shifted so that a checksum of data with checksums in it stays sound. */
  private static int checksum(byte[] bytes, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, length);
    return Integer.rotateRight((int) crc.getValue(), 15) + 0xa282ead8;
  }

  /** An event of now: field 1 is its time, 2 its step, 3 the version in the first, 5 a summary. */
  private static ProtocolBuffer event() {
    return new ProtocolBuffer().number(1, Instant.now().toEpochMilli() / 1000.0);
  }

  /** A value of a summary, which holds values as its field 1: tag is field 1, number 2. */
  private static ProtocolBuffer scalar(String tag, double value) {
    return new ProtocolBuffer().text(1, "pretrain/" + tag).number(2, (float) value);
  }
}

package org.lvmmed.jobs.pretrain.state;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.hadoop.fs.ChecksumException;
import org.jspecify.annotations.Nullable;
import org.lvmmed.jobs.io.Hashes;
import org.lvmmed.jobs.io.WorkFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checkpoints on any Hadoop file system: the state is streamed, its checksum goes into the
 * manifest, and the manifest is written last. A folder without a manifest is no checkpoint.
 */
public final class Checkpoints {

  private static final Logger LOG = LoggerFactory.getLogger(Checkpoints.class);
  static final String FOLDER = "pretrain/checkpoints";
  private static final String STATE = "state.bin";
  private static final String MANIFEST = "manifest.json";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final WorkFiles work;
  private final int keep;

  public Checkpoints(WorkFiles work, int keep) {
    this.work = work;
    this.keep = keep;
  }

  /**
   * What a manifest says.
   *
   * @param round rounds done
   * @param images trained on since the run began; null in what earlier releases wrote
   * @param sha256 of {@code state.bin}
   */
  record Manifest(int round, @Nullable Long images, String sha256) {
    Checkpoint checkpoint(RunState state) {
      OptionalLong known = images == null ? OptionalLong.empty() : OptionalLong.of(images);
      return new Checkpoint(round, known, state);
    }
  }

  /**
   * A state and what led to it.
   *
   * @param round rounds done
   * @param images trained on since the run began; empty where an earlier release did not say
   */
  public record Checkpoint(int round, OptionalLong images, RunState state) {}

  /**
   * @param round rounds done
   * @param images trained on since the run began
   */
  public void write(int round, long images, RunState state) throws IOException {
    String folder = folder(round);
    MessageDigest digest = Hashes.digest();
    try (DataOutputStream out =
        new DataOutputStream(
            new BufferedOutputStream(
                new DigestOutputStream(work.create(folder + "/" + STATE), digest), 1 << 16))) {
      state.write(out);
    }
    Manifest manifest = new Manifest(round, images, HexFormat.of().formatHex(digest.digest()));
    work.writeText(folder + "/" + MANIFEST, JSON.writeValueAsString(manifest));
    dropOld();
  }

  /** The newest checkpoint that is whole; damaged ones are passed over. */
  public Optional<Checkpoint> latest() throws IOException {
    List<String> folders = whole();
    for (int i = folders.size() - 1; i >= 0; i--) {
      Optional<Checkpoint> read = read(FOLDER + "/" + folders.get(i));
      if (read.isPresent()) {
        return read;
      }
    }
    return Optional.empty();
  }

  /** Names of the checkpoints that are there, oldest first. */
  public List<String> names() throws IOException {
    return whole();
  }

  /** A checkpoint by name; empty where it is not there or damaged. */
  public Optional<Checkpoint> named(String name) throws IOException {
    return whole().contains(name) ? read(FOLDER + "/" + name) : Optional.empty();
  }

  private Optional<Checkpoint> read(String folder) throws IOException {
    Manifest manifest = JSON.readValue(work.readText(folder + "/" + MANIFEST), Manifest.class);
    String file = folder + "/" + STATE;
    if (!checksum(file).equals(Optional.of(manifest.sha256()))) {
      LOG.warn("pretrain: checkpoint {} is damaged and passed over; look at the disks", folder);
      return Optional.empty();
    }
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(work.open(file), 1 << 16))) {
      return Optional.of(manifest.checkpoint(RunState.read(in)));
    }
  }

  /** Taken before a byte is believed; empty where the file system itself finds damage. */
  private Optional<String> checksum(String file) throws IOException {
    MessageDigest digest = Hashes.digest();
    try (InputStream in = new DigestInputStream(work.open(file), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
      return Optional.of(HexFormat.of().formatHex(digest.digest()));
    } catch (ChecksumException damaged) {
      return Optional.empty();
    }
  }

  private List<String> whole() throws IOException {
    List<String> whole = new java.util.ArrayList<>();
    for (String name : work.list(FOLDER)) {
      if (work.exists(FOLDER + "/" + name + "/" + MANIFEST)) {
        whole.add(name);
      }
    }
    return whole;
  }

  private void dropOld() throws IOException {
    List<String> folders = whole();
    for (String old : folders.subList(0, Math.max(0, folders.size() - keep))) {
      work.delete(FOLDER + "/" + old + "/" + MANIFEST);
      work.delete(FOLDER + "/" + old);
    }
  }

  private static String folder(int round) {
    return "%s/round-%06d".formatted(FOLDER, round);
  }
}

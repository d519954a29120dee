package org.lvmmed.jobs.encoders;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.lvmmed.jobs.io.Hashes;
import org.lvmmed.jobs.io.InputException;
import org.lvmmed.model.export.Safetensors;
import org.lvmmed.model.image.Preprocess;

/**
 * An encoder's file, read.
 *
 * @param content its tensors
 * @param sha256 of its bytes
 * @param preprocess what lies beside it in a folder of this project's
 */
record WeightFile(Safetensors content, String sha256, Optional<Preprocess> preprocess) {

  private static final String WEIGHTS = "encoder.safetensors";
  private static final String PREPROCESS = "preprocess.json";
  private static final String IN_WORK = "pretrain/encoder";

  /**
   * @param uri of a safetensors file, of a folder that holds one, or of a run's work folder
   * @throws InputException where there is nothing
   * @throws IOException where it cannot be read
   */
  static WeightFile read(String uri, Configuration configuration) throws IOException {
    Path given = new Path(uri);
    FileSystem files = given.getFileSystem(configuration);
    if (!files.exists(given)) {
      throw new InputException("No encoder at " + uri + ": pretrain one, or name another");
    }
    if (!files.getFileStatus(given).isDirectory()) {
      return read(files, given, Optional.empty());
    }
    Path folder = encoderFolder(files, given);
    return read(
        files,
        new Path(folder, WEIGHTS),
        Optional.of(preprocess(files, new Path(folder, PREPROCESS))));
  }

  /** The folder itself, or what it holds where it is a run's. */
  private static Path encoderFolder(FileSystem files, Path folder) throws IOException {
    Path ofRun = new Path(folder, IN_WORK);
    return !files.exists(new Path(folder, WEIGHTS)) && files.exists(ofRun) ? ofRun : folder;
  }

  private static WeightFile read(FileSystem files, Path weights, Optional<Preprocess> preprocess)
      throws IOException {
    MessageDigest digest = Hashes.digest();
    try (InputStream in = new DigestInputStream(files.open(weights), digest)) {
      Safetensors content = Safetensors.read(in);
      return new WeightFile(content, HexFormat.of().formatHex(digest.digest()), preprocess);
    }
  }

  private static Preprocess preprocess(FileSystem files, Path path) throws IOException {
    try (InputStream in = files.open(path)) {
      return Preprocess.fromJson(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }
}

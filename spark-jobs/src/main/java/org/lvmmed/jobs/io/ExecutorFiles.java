package org.lvmmed.jobs.io;

import java.io.IOException;
import java.io.Serializable;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.util.SerializableConfiguration;

/**
 * The work folder for use inside tasks: file systems do not travel to executors, their
 * configuration does.
 */
public final class ExecutorFiles implements Serializable {
  private static final long serialVersionUID = 1L;

  private final String uri;
  private final SerializableConfiguration configuration;

  /**
   * @param uri of the work folder
   * @param configuration the driver's
   */
  public ExecutorFiles(String uri, Configuration configuration) {
    this.uri = uri;
    this.configuration = new SerializableConfiguration(configuration);
  }

  /** The folder, opened where this is called. */
  public WorkFiles open() throws IOException {
    return new WorkFiles(uri, configuration.value());
  }
}

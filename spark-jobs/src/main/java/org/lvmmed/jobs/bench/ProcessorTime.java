package org.lvmmed.jobs.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** What this JVM has computed; on a shared machine the fairer measure. */
public final class ProcessorTime {

  private ProcessorTime() {}

  /** Seconds over all threads since the JVM began. */
  public static double seconds() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
            .getProcessCpuTime()
        / 1e9;
  }
}

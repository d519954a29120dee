package org.lvmmed.jobs.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The version from the jar's manifest. */
final class Version implements IVersionProvider {

  @Override
  public String[] getVersion() {
    String version =
        Optional.ofNullable(LvmMed.class.getPackage().getImplementationVersion())
            .orElse("(built from sources)");
    return new String[] {"lvm-med " + version};
  }
}

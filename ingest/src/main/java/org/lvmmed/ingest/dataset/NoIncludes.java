package org.lvmmed.ingest.dataset;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigIncludeContext;
import com.typesafe.config.ConfigIncluder;
import com.typesafe.config.ConfigObject;

/** A dataset's configuration reads no other file. */
final class NoIncludes implements ConfigIncluder {

  @Override
  public ConfigIncluder withFallback(ConfigIncluder fallback) {
    return this;
  }

  @Override
  public ConfigObject include(ConfigIncludeContext context, String what) {
    throw new ConfigException.Generic("include is not allowed here");
  }
}

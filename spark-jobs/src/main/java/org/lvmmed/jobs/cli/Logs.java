package org.lvmmed.jobs.cli;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.ConsoleAppender;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.layout.PatternLayout;

/** How this JVM logs: for people, or an object of JSON a line for whoever collects logs. */
final class Logs {

  /** What a line looks like. */
  enum Format {
    TEXT,
    JSON
  }

  private static final String JSON =
      "{\"time\":\"%d{yyyy-MM-dd'T'HH:mm:ss.SSS'Z'}{UTC}\",\"level\":\"%p\","
          + "\"logger\":\"%enc{%c}{JSON}\",\"message\":\"%enc{%m}{JSON}\","
          + "\"exception\":\"%enc{%ex}{JSON}\"}%n";

  private Logs() {}

  /** Warnings and errors alone. */
  static void quieten() {
    Configurator.setLevel("org.lvmmed", Level.WARN);
  }

  /** Everything that is logged from now on is JSON, on standard error. */
  static void toJson() {
    LoggerContext context = LoggerContext.getContext(false);
    LoggerConfig root = context.getConfiguration().getRootLogger();
    List.copyOf(root.getAppenders().keySet()).forEach(root::removeAppender);
    ConsoleAppender appender =
        ConsoleAppender.newBuilder()
            .setName("json")
            .setTarget(ConsoleAppender.Target.SYSTEM_ERR)
            .setLayout(json())
            .build();
    appender.start();
    root.addAppender(appender, null, null);
    context.updateLoggers();
  }

  static PatternLayout json() {
    return PatternLayout.newBuilder()
        .withPattern(JSON)
        .withAlwaysWriteExceptions(false)
        .withCharset(StandardCharsets.UTF_8)
        .build();
  }
}

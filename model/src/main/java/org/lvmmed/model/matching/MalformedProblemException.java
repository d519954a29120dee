package org.lvmmed.model.matching;

import java.io.IOException;

/** A problem file that breaks a rule of its format: the message names file, line, value, rule. */
public final class MalformedProblemException extends IOException {
  private static final long serialVersionUID = 1L;

  MalformedProblemException(String message) {
    super(message);
  }
}

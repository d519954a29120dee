package org.lvmmed.jobs.io;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.util.Optional;

/** JSON files of a work folder, read as the types that wrote them. */
public final class TypedJson {

  private static final String AGAIN = "run the step that writes it again";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ObjectMapper INDENTED =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private TypedJson() {}

  /** Writes a value, indented for people. */
  public static void write(WorkFiles work, String name, Object value) throws IOException {
    work.writeText(name, INDENTED.writeValueAsString(value));
  }

  /**
   * A file's value; nothing where there is no such file.
   *
   * @throws InputException where it holds something else
   */
  public static <T> Optional<T> read(WorkFiles work, String name, TypeReference<T> type)
      throws IOException {
    return work.exists(name)
        ? Optional.of(parse(name, 1, work.readText(name), type, AGAIN))
        : Optional.empty();
  }

  /**
   * The value of a text.
   *
   * @param name of its file, and {@code line} where in it the text begins, from 1
   * @param remedy what to do where it is none
   * @throws InputException where it is something else
   */
  public static <T> T parse(
      String name, int line, String text, TypeReference<T> type, String remedy) {
    try {
      return JSON.readValue(text, type);
    } catch (JsonProcessingException e) {
      int at = line + (e.getLocation() == null ? 0 : e.getLocation().getLineNr() - 1);
      throw new InputException(
          "Invalid %s: %s (line %d); %s".formatted(name, e.getOriginalMessage(), at, remedy), e);
    }
  }
}

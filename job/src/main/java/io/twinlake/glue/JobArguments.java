package io.twinlake.glue;

import com.google.common.base.Ascii;
import io.twinlake.command.ConfigPlace;
import io.twinlake.model.UserError;
import io.twinlake.report.Command;
import java.net.URI;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A job run's arguments, ours among Glue's own: {@code --name value} or {@code --name=value}, the
 * last of a name counts, a name may have no value. Names that we do not know are not ours.
 */
record JobArguments(Map<String, String> byName) {
  /** Both, unless {@code FROM} is there and neither. */
  private static final List<String> CONFIG = List.of("CONFIG_BUCKET", "CONFIG_FILE_KEY");

  private static final Set<Command> MAKE_A_BACKUP = EnumSet.of(Command.BACKUP, Command.SYNC);

  JobArguments {
    byName = Map.copyOf(byName);
  }

  /**
   * @throws UserError when required ones are missing
   */
  static JobArguments parse(String... tokens) {
    Map<String, String> found = new HashMap<>();
    for (int i = 0; i < tokens.length; i++) {
      if (!isName(tokens[i])) {
        continue;
      }
      String name = tokens[i].substring(2);
      int equals = name.indexOf('=');
      if (equals >= 0) {
        found.put(name.substring(0, equals), name.substring(equals + 1));
      } else if (i + 1 < tokens.length && !isName(tokens[i + 1])) {
        found.put(name, tokens[++i]);
      } else {
        found.put(name, "");
      }
    }
    return new JobArguments(found).complete();
  }

  private static boolean isName(String token) {
    return token.startsWith("--");
  }

  private JobArguments complete() {
    List<String> missing = CONFIG.stream().filter(name -> text(name).isEmpty()).toList();
    boolean needed = text("FROM").isEmpty() || missing.size() == 1;
    if (needed && !missing.isEmpty()) {
      throw UserError.usage(
          missing.stream()
              .map("The job argument --%s is missing; set it on the job."::formatted)
              .toList());
    }
    return this;
  }

  private Optional<String> text(String name) {
    return Optional.ofNullable(byName.get(name)).filter(value -> !value.isEmpty());
  }

  /**
   * Where the configuration and the backup are: in a file and where it says, or with {@code FROM}
   * both in one folder, of which a file may still take the place of the configuration saved there.
   *
   * @throws UserError when {@code FROM} is no place, or the mode makes a backup
   */
  ConfigPlace place() {
    Optional<ConfigPlace.Backup> from = text("FROM").map(this::backup);
    if (from.isEmpty()) {
      return file();
    }
    return text("CONFIG_BUCKET").isEmpty()
        ? from.get()
        : new ConfigPlace.FileWithBackup(file(), from.get());
  }

  private ConfigPlace.Backup backup(String place) {
    if (MAKE_A_BACKUP.contains(mode())) {
      throw UserError.usage(
          "--FROM names a backup to read, and --MODE %s makes one; use restore, plan or verify."
              .formatted(mode().word()));
    }
    return new ConfigPlace.Backup(place, text("SOURCE_REGION").orElse(null), null);
  }

  private ConfigPlace.File file() {
    String key = text("CONFIG_FILE_KEY").orElseThrow().replaceFirst("^/+", "");
    return new ConfigPlace.File("s3://" + text("CONFIG_BUCKET").orElseThrow() + "/" + key);
  }

  /**
   * @throws UserError when the mode is none
   */
  Command mode() {
    String mode = text("MODE").orElse("sync");
    return Arrays.stream(Command.values())
        .filter(command -> Ascii.equalsIgnoreCase(command.word(), mode))
        .findFirst()
        .orElseThrow(() -> UserError.usage("--MODE %s is none; use %s.".formatted(mode, modes())));
  }

  private static String modes() {
    return Arrays.stream(Command.values()).map(Command::word).collect(Collectors.joining(", "));
  }

  String snapshot() {
    return text("SNAPSHOT").orElse("latest");
  }

  /** Whether a backup may be restored whose caller was no data lake administrator. */
  boolean acceptsIncomplete() {
    return byName.containsKey("ACCEPT_INCOMPLETE")
        && !Ascii.equalsIgnoreCase(text("ACCEPT_INCOMPLETE").orElse("true"), "false");
  }

  /**
   * @throws UserError when it is no URL
   */
  Optional<URI> endpoint() {
    try {
      return text("ENDPOINT_URL").map(URI::create);
    } catch (IllegalArgumentException e) {
      throw UserError.usage("--ENDPOINT_URL is no URL (" + e.getMessage() + ").");
    }
  }
}

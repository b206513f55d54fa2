package io.twinlake.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Who stands for whom in the target, and who may be given something there.
 *
 * @param accounts source account to target account, in the file's order
 * @param entries principals and patterns with {@code *} to what stands for them; an empty text
 *     leaves a principal out
 * @param file the mapping file's text as read, whose entries are among those; empty when there is
 *     none
 * @param shareCrossAccount whether other accounts and organizations are given what they have
 * @param check whether IAM is asked for roles and users before they are given something
 */
public record Principals(
    Map<String, String> accounts,
    Map<String, String> entries,
    String file,
    boolean shareCrossAccount,
    boolean check) {
  public static final Principals UNCHANGED = new Principals(Map.of(), Map.of(), "", false, true);

  public Principals {
    accounts = Collections.unmodifiableMap(new LinkedHashMap<>(accounts));
    entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
  }
}

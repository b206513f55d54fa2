package io.twinlake.apply;

import com.google.common.collect.Lists;
import io.twinlake.model.ObjectKey;
import io.twinlake.plan.Action;
import io.twinlake.plan.Op;
import io.twinlake.plan.TagDefinitions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.services.lakeformation.LakeFormationClient;
import software.amazon.awssdk.services.lakeformation.model.EntityNotFoundException;
import software.amazon.awssdk.services.lakeformation.model.InvalidInputException;

/**
 * LF-tags and their values, 50 values a call. What is there already or gone already is an error to
 * AWS without a name of its own, so the tag is read after each (aws-facts 18).
 */
public final class TagWriter implements Writer {
  /** Values a call at most (aws-facts 18). */
  private static final int VALUES = 50;

  /** Stands in for a tag's values while AWS is asked whether any of them is in use. */
  private static final String PLACEHOLDER = "twinlake-deletes-this-tag";

  private static final String IN_USE = "Update not allowed";

  private final LakeFormationClient lakeFormation;

  public TagWriter(LakeFormationClient lakeFormation) {
    this.lakeFormation = lakeFormation;
  }

  @Override
  public Map<Integer, ItemError> send(Op op, List<Action> actions) {
    Action action = actions.get(0);
    String key = action.key().name();
    if (op == Op.DELETE) {
      delete(key);
      return Map.of();
    }
    List<String> values = texts(action, TagDefinitions.ADD);
    if (op == Op.CREATE) {
      create(key, values);
    } else {
      add(key, values);
      delete(key, texts(action, TagDefinitions.DELETE));
    }
    return Map.of();
  }

  private void create(String key, List<String> values) {
    List<String> first = values.subList(0, Math.min(VALUES, values.size()));
    try {
      lakeFormation.createLFTag(r -> r.tagKey(key).tagValues(first));
    } catch (InvalidInputException e) {
      List<String> missing = new ArrayList<>(values);
      missing.removeAll(values(key).orElseThrow(() -> e));
      add(key, missing);
      return;
    }
    add(key, values.subList(first.size(), values.size()));
  }

  private void add(String key, List<String> values) {
    for (List<String> some : Lists.partition(values, VALUES)) {
      try {
        lakeFormation.updateLFTag(r -> r.tagKey(key).tagValuesToAdd(some));
      } catch (InvalidInputException e) {
        if (!values(key).orElse(Set.of()).containsAll(some)) {
          throw e;
        }
      }
    }
  }

  /** One value in use is no reason to keep the others. */
  private void delete(String key, List<String> values) {
    Optional<InvalidInputException> inUse = Optional.empty();
    for (List<String> some : Lists.partition(values, VALUES)) {
      try {
        deleteSome(key, some);
      } catch (InvalidInputException e) {
        inUse = Optional.of(e);
        for (List<String> half : halves(e, some)) {
          try {
            delete(key, half);
          } catch (InvalidInputException again) {
            inUse = Optional.of(again);
          }
        }
      }
    }
    if (inUse.isPresent()) {
      throw inUse.get();
    }
  }

  private static List<List<String>> halves(InvalidInputException e, List<String> values) {
    return isInUse(e) && values.size() > 1
        ? Lists.partition(values, (values.size() + 1) / 2)
        : List.of();
  }

  private void deleteSome(String key, List<String> values) {
    try {
      lakeFormation.updateLFTag(r -> r.tagKey(key).tagValuesToDelete(values));
    } catch (EntityNotFoundException e) {
      List<String> left = new ArrayList<>(values);
      left.retainAll(values(key).orElse(Set.of()));
      if (left.size() == values.size()) {
        throw e;
      }
      if (!left.isEmpty()) {
        deleteSome(key, left);
      }
    }
  }

  /**
   * DeleteLFTag takes the tag off everything that carries it. Values in use cannot be deleted, so
   * they are deleted first, all for one that nothing carries: a tag must keep a value.
   */
  private void delete(String key) {
    Set<String> values = values(key).orElse(Set.of());
    if (values.isEmpty()) {
      return;
    }
    add(key, List.of(PLACEHOLDER));
    values.remove(PLACEHOLDER);
    try {
      delete(key, List.copyOf(values));
    } catch (InvalidInputException e) {
      add(key, List.copyOf(values));
      delete(key, List.of(PLACEHOLDER));
      throw e;
    }
    Writer.unlessGone(() -> lakeFormation.deleteLFTag(r -> r.tagKey(key)));
  }

  /** Empty when there is no such tag. */
  private Optional<Set<String>> values(String key) {
    try {
      return Optional.of(new TreeSet<>(lakeFormation.getLFTag(r -> r.tagKey(key)).tagValues()));
    } catch (EntityNotFoundException e) {
      return Optional.empty();
    }
  }

  private static List<String> texts(Action action, String member) {
    List<String> texts = new ArrayList<>();
    action.input().path(member).forEach(value -> texts.add(value.asText()));
    return texts;
  }

  @Override
  public Set<ObjectKey> inEffect(Op op, List<Action> actions) {
    Set<ObjectKey> settled = new HashSet<>();
    for (Action action : actions) {
      Optional<Set<String>> values = values(action.key().name());
      boolean is =
          op == Op.DELETE ? values.isEmpty() : values.isPresent() && isAs(action, values.get());
      if (is) {
        settled.add(action.key());
      }
    }
    return settled;
  }

  private static boolean isAs(Action action, Set<String> values) {
    return values.containsAll(texts(action, TagDefinitions.ADD))
        && texts(action, TagDefinitions.DELETE).stream().noneMatch(values::contains);
  }

  private static boolean isInUse(InvalidInputException e) {
    return String.valueOf(e.getMessage()).contains(IN_USE);
  }

  /** A value that something of the target's own carries stays. */
  @Override
  public Optional<String> excuse(Op op, ItemError error) {
    return error.message().contains(IN_USE)
        ? Optional.of("objects of the target's own carry it; AWS says: " + error.message())
        : Optional.empty();
  }
}

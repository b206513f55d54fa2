package io.twinlake.command;

import io.twinlake.apply.Applier;
import io.twinlake.model.CatalogObject;
import io.twinlake.model.Events;
import io.twinlake.model.Kind;
import io.twinlake.model.ObjectKey;
import io.twinlake.model.ResourcePolicy;
import io.twinlake.model.UserError;
import io.twinlake.plan.Action;
import io.twinlake.plan.ResourcePolicyChange;
import io.twinlake.snapshot.Manifest;
import io.twinlake.source.SatelliteSource;
import io.twinlake.transform.PolicyRewrite;
import io.twinlake.transform.PolicyRewrite.Rewritten;
import io.twinlake.transform.PrincipalMapping;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * The catalog's resource policy: what it denies comes before anything is created, what it allows
 * when everything is in place.
 */
final class ResourcePolicyPhase {
  private static final ObjectKey KEY = ObjectKey.global(Kind.RESOURCE_POLICY, "");

  private final Desired desired;
  private final Target target;
  private final Base base;
  private final Mode mode;
  private final PrincipalMapping principals;
  private final Writers writers;
  private final Applier applier;
  private final Events events;
  private Optional<Policies> known = Optional.empty();
  private boolean heldBack;

  /** What is done about the policy. */
  enum Mode {
    /** It becomes the source's. */
    RESTORE,
    /** What the target fails to deny is a difference, and nothing else. */
    COMPARE,
    /** It is left alone. */
    LEAVE
  }

  private record Policies(ResourcePolicy desired, ResourcePolicy base, ResourcePolicy target) {}

  ResourcePolicyPhase(
      Desired desired,
      Target target,
      Base base,
      Mode mode,
      PrincipalMapping principals,
      Writers writers,
      Applier applier,
      Events events) {
    this.desired = desired;
    this.target = target;
    this.base = base;
    this.mode = mode;
    this.principals = principals;
    this.writers = writers;
    this.applier = applier;
    this.events = events;
  }

  /**
   * Before anything is created.
   *
   * @throws UserError when what the source denies cannot be denied: nothing else denies it
   */
  void narrow() {
    if (!desired.hasRead(Kind.RESOURCE_POLICY)) {
      return;
    }
    Rewritten rewritten = rewritten(desired, principals);
    ResourcePolicy unmapped = ResourcePolicy.of(rewritten.unmapped().keySet());
    if (mode == Mode.RESTORE) {
      requireMapped(rewritten);
      sayWhatIsLeftOut(rewritten);
    }
    ResourcePolicy said = rewritten.policy().with(unmapped);
    ResourcePolicy wanted = isWhole() ? said : said.denials();
    ResourcePolicy before = before();
    if (!wanted.with(before).isEmpty()) {
      known = read(wanted, before);
      known.filter(all -> mode == Mode.RESTORE).ifPresent(this::narrow);
      if (known.isEmpty() && mode == Mode.RESTORE && !wanted.denials().isEmpty()) {
        throw UserError.failed(
            "Nothing was restored, because %s does not deny what the catalog's resource policy denies in the source (%s); give the caller glue:GetResourcePolicy and glue:PutResourcePolicy, or set restore_resource_policy = False."
                .formatted(target.region().name(), wanted.denials().names()));
      }
    }
  }

  /**
   * A part of the catalog is denied what the whole is, and is no reason to allow or take anything.
   */
  private boolean isWhole() {
    return desired.chosen().isWhole();
  }

  private ResourcePolicy before() {
    return isWhole()
        ? base.giving()
            .map(earlier -> rewritten(earlier, principals.leavingOutNobody()).policy())
            .reduce(ResourcePolicy.NONE, ResourcePolicy::with)
        : ResourcePolicy.NONE;
  }

  private void requireMapped(Rewritten rewritten) {
    rewritten
        .unmapped()
        .forEach(
            (statement, why) -> {
              throw UserError.failed(
                  "Nothing was restored, because what the catalog's resource policy denies with statement %s cannot be denied in %s: %s; change the statement in the source and back up again, or set restore_resource_policy = False and deny it in %s yourself."
                      .formatted(
                          ResourcePolicy.name(statement),
                          target.region().name(),
                          why,
                          target.region().name()));
            });
  }

  private void sayWhatIsLeftOut(Rewritten rewritten) {
    if (!isWhole()) {
      return;
    }
    rewritten
        .leftOut()
        .forEach(
            (statement, why) ->
                events.warn(
                    "Statement %s of the catalog's resource policy is not restored: %s."
                        .formatted(ResourcePolicy.name(statement), why)));
  }

  private Optional<Policies> read(ResourcePolicy wanted, ResourcePolicy before) {
    try {
      Iterator<CatalogObject> found = new SatelliteSource(target.region()).resourcePolicy();
      ResourcePolicy now = found.hasNext() ? policy(found.next()) : ResourcePolicy.NONE;
      return Optional.of(new Policies(wanted, before, now));
    } catch (AwsServiceException e) {
      record(Action.refuse(KEY, "the target's cannot be read: " + Refusal.ofObject(e)));
      return Optional.empty();
    }
  }

  private void narrow(Policies all) {
    ResourcePolicyChange change = ResourcePolicyChange.narrowing(all.desired(), all.base());
    if (change.changes(all.target())) {
      Action step = Action.update(KEY, change.toInput(), "");
      if (!applier.applyStep(List.of(step).iterator(), writers.resourcePolicies()).isEmpty()) {
        known = Optional.empty();
      }
    }
  }

  /**
   * When everything else is in place.
   *
   * @param tooWide why nothing more may be allowed, and no less denied, for people, or empty
   */
  void complete(Optional<String> tooWide) {
    known.ifPresent(
        all -> {
          heldBack = mode == Mode.RESTORE && tooWide.isPresent() && opens(all);
          record(
              heldBack
                  ? Action.skip(KEY, tooWide.orElseThrow())
                  : mode == Mode.RESTORE ? whole(all) : denials(all));
        });
  }

  /** Whether anything is left to do after {@link #narrow}. */
  private static boolean opens(Policies all) {
    ResourcePolicy narrowed =
        ResourcePolicyChange.narrowing(all.desired(), all.base()).on(all.target());
    return ResourcePolicyChange.whole(all.desired(), all.base()).changes(narrowed);
  }

  /** Whether what allows, or denied and is gone, is for a later run. */
  boolean isHeldBack() {
    return heldBack;
  }

  private Action whole(Policies all) {
    ResourcePolicyChange change = ResourcePolicyChange.whole(all.desired(), all.base());
    ResourcePolicy own = all.target().without(all.target().shares()).without(change.add());
    if (isWhole() && !own.without(change.remove()).isEmpty()) {
      events.warn(
          "The catalog's resource policy in %s has statements of its own, which stay: %s."
              .formatted(target.region().name(), own.without(change.remove()).names()));
    }
    ResourcePolicy staying = ResourcePolicyChange.staying(all.desired(), all.base(), all.target());
    if (staying.isEmpty()) {
      return action(change, all.target());
    }
    String why =
        "the source's has no more, and a share across accounts may need, %s; remove it yourself if none does"
            .formatted(staying.names());
    if (change.changes(all.target())) {
      events.warn(
          "Of the catalog's resource policy in %s stays what %s."
              .formatted(target.region().name(), why));
      return action(change, all.target());
    }
    return Action.skip(KEY, "it keeps what " + why);
  }

  private Action denials(Policies all) {
    ResourcePolicy missing = all.desired().denials().without(all.target());
    if (missing.isEmpty()) {
      return !isWhole() || all.desired().saysTheSame(all.target())
          ? Action.none(KEY)
          : Action.skip(KEY, "restore_resource_policy = False leaves it as it is");
    }
    events.warn(
        "The catalog's resource policy in %s does not deny what the source's denies (%s), so somebody may be allowed more there; restore_resource_policy = True puts it."
            .formatted(target.region().name(), missing.names()));
    return mode == Mode.COMPARE
        ? action(new ResourcePolicyChange(missing, ResourcePolicy.NONE), all.target())
        : Action.skip(KEY, "it does not deny what the source's denies: " + missing.names());
  }

  private static Action action(ResourcePolicyChange change, ResourcePolicy now) {
    if (!change.changes(now)) {
      return Action.none(KEY);
    }
    return now.isEmpty()
        ? Action.create(KEY, change.toInput())
        : Action.update(KEY, change.toInput(), change.on("the target's", now));
  }

  private void record(Action action) {
    applier.apply(List.of(action).iterator(), writers.resourcePolicies());
  }

  private Rewritten rewritten(Desired view, PrincipalMapping mapping) {
    Manifest manifest = view.snapshot().manifest();
    return new PolicyRewrite(
            mapping, manifest.account(), manifest.sourceRegion(), target.region().name())
        .rewrite(
            view.resourcePolicy().map(ResourcePolicyPhase::policy).orElse(ResourcePolicy.NONE));
  }

  private static ResourcePolicy policy(CatalogObject object) {
    return ResourcePolicy.parse(object.definition().path("PolicyInJson").asText(""));
  }
}

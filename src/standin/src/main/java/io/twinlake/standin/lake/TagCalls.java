package io.twinlake.standin.lake;

import java.util.List;
import software.amazon.awssdk.services.lakeformation.model.LFTagError;
import software.amazon.awssdk.services.lakeformation.model.LFTagPair;
import software.amazon.awssdk.services.lakeformation.model.Resource;

/** Assigns LF-tags, and throws what AWS answers as a failure inside a success (aws-facts 18). */
record TagCalls(LakeClients clients) {
  /**
   * @throws IllegalStateException when one of them is refused
   */
  void assign(Resource resource, List<LFTagPair> pairs) {
    require(
        clients
            .lakeFormation()
            .addLFTagsToResource(r -> r.resource(resource).lfTags(pairs))
            .failures());
  }

  /**
   * @throws IllegalStateException when it is refused
   */
  void remove(Resource resource, LFTagPair pair) {
    require(
        clients
            .lakeFormation()
            .removeLFTagsFromResource(r -> r.resource(resource).lfTags(pair))
            .failures());
  }

  private static void require(List<LFTagError> failures) {
    if (!failures.isEmpty()) {
      throw new IllegalStateException("Lake Formation refuses " + failures);
    }
  }
}

package io.twinlake.standin.glue;

import io.twinlake.standin.wire.AwsError;
import io.twinlake.standin.wire.Call;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.glue.model.GetTagsRequest;
import software.amazon.awssdk.services.glue.model.GetTagsResponse;
import software.amazon.awssdk.services.glue.model.TagResourceRequest;
import software.amazon.awssdk.services.glue.model.TagResourceResponse;
import software.amazon.awssdk.services.glue.model.UntagResourceRequest;
import software.amazon.awssdk.services.glue.model.UntagResourceResponse;

/** The operations on AWS tags; of what the stand-in holds only databases take them. */
final class Tags {
  private static final int MOST = 50;

  private final Context context;

  Tags(Context context) {
    this.context = context;
  }

  GetTagsResponse get(Call call, GetTagsRequest request) {
    DatabaseEntry database = database(call, request.resourceArn());
    return GetTagsResponse.builder().tags(Map.copyOf(database.tags())).build();
  }

  TagResourceResponse add(Call call, TagResourceRequest request) {
    DatabaseEntry database = database(call, request.resourceArn());
    Map<String, String> tags = new HashMap<>(database.tags());
    tags.putAll(request.tagsToAdd());
    database.tags().putAll(checked(tags));
    return TagResourceResponse.builder().build();
  }

  UntagResourceResponse remove(Call call, UntagResourceRequest request) {
    database(call, request.resourceArn()).tags().keySet().removeAll(request.tagsToRemove());
    return UntagResourceResponse.builder().build();
  }

  /**
   * @throws AwsError InvalidInputException for more than 50 tags or a reserved key (aws-facts 12)
   */
  static Map<String, String> checked(Map<String, String> tags) {
    if (tags.size() > MOST) {
      throw AwsError.invalidInput("A resource has at most " + MOST + " tags.");
    }
    for (String key : tags.keySet()) {
      if (key.startsWith("aws:")) {
        throw AwsError.invalidInput("Tag key " + key + " starts with the reserved aws:.");
      }
    }
    return tags;
  }

  private DatabaseEntry database(Call call, String arn) {
    Store store = context.store();
    String prefix = "arn:aws:glue:" + store.region() + ":" + store.account() + ":database/";
    if (!arn.startsWith(prefix)) {
      throw AwsError.invalidInput("Resource " + arn + " cannot be tagged here.");
    }
    return context.access().describe(call, arn.substring(prefix.length()));
  }
}

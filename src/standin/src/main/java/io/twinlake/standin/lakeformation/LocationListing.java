package io.twinlake.standin.lakeformation;

import io.twinlake.standin.wire.AwsError;
import io.twinlake.standin.wire.Call;
import java.util.List;
import software.amazon.awssdk.services.lakeformation.model.FilterCondition;
import software.amazon.awssdk.services.lakeformation.model.ListResourcesRequest;
import software.amazon.awssdk.services.lakeformation.model.ListResourcesResponse;
import software.amazon.awssdk.services.lakeformation.model.ResourceInfo;

/** ListResources with its conditions on ARNs. */
record LocationListing(Locations locations, Pages pages) {
  ListResourcesResponse list(Call call, ListResourcesRequest request) {
    Pages.Page<ResourceInfo> page =
        pages.page(
            key ->
                Pages.Entries.of(locations.all())
                    .after(key)
                    .filter(entry -> meets(entry.getValue(), request.filterConditionList())),
            request);
    return ListResourcesResponse.builder()
        .resourceInfoList(page.items())
        .nextToken(page.nextToken())
        .build();
  }

  private static boolean meets(ResourceInfo info, List<FilterCondition> conditions) {
    return conditions.stream().allMatch(condition -> meets(info, condition));
  }

  private static boolean meets(ResourceInfo info, FilterCondition condition) {
    String value =
        switch (String.valueOf(condition.fieldAsString())) {
          case "RESOURCE_ARN" -> info.resourceArn();
          case "ROLE_ARN" -> info.roleArn() == null ? "" : info.roleArn();
          default -> throw unsupported(condition);
        };
    List<String> wanted = condition.stringValueList();
    return switch (String.valueOf(condition.comparisonOperatorAsString())) {
      case "EQ", "IN" -> wanted.contains(value);
      case "NE" -> !wanted.contains(value);
      case "CONTAINS" -> wanted.stream().anyMatch(value::contains);
      case "NOT_CONTAINS" -> wanted.stream().noneMatch(value::contains);
      case "BEGINS_WITH" -> wanted.stream().anyMatch(value::startsWith);
      default -> throw unsupported(condition);
    };
  }

  private static AwsError unsupported(FilterCondition condition) {
    return AwsError.invalidInput(
        "Filter "
            + condition.fieldAsString()
            + " "
            + condition.comparisonOperatorAsString()
            + " is not supported.");
  }
}

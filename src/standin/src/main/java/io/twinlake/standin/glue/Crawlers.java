package io.twinlake.standin.glue;

import io.twinlake.standin.wire.AwsError;
import io.twinlake.standin.wire.Call;
import io.twinlake.standin.wire.PojoJson;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.glue.model.Classifier;
import software.amazon.awssdk.services.glue.model.Crawler;
import software.amazon.awssdk.services.glue.model.CrawlerState;
import software.amazon.awssdk.services.glue.model.CreateClassifierRequest;
import software.amazon.awssdk.services.glue.model.CreateClassifierResponse;
import software.amazon.awssdk.services.glue.model.CreateCrawlerRequest;
import software.amazon.awssdk.services.glue.model.CreateCrawlerResponse;
import software.amazon.awssdk.services.glue.model.CreateDataQualityRulesetRequest;
import software.amazon.awssdk.services.glue.model.CreateDataQualityRulesetResponse;
import software.amazon.awssdk.services.glue.model.CsvClassifier;
import software.amazon.awssdk.services.glue.model.DataQualityRulesetListDetails;
import software.amazon.awssdk.services.glue.model.GetClassifiersRequest;
import software.amazon.awssdk.services.glue.model.GetClassifiersResponse;
import software.amazon.awssdk.services.glue.model.GetCrawlersRequest;
import software.amazon.awssdk.services.glue.model.GetCrawlersResponse;
import software.amazon.awssdk.services.glue.model.GetDataQualityRulesetRequest;
import software.amazon.awssdk.services.glue.model.GetDataQualityRulesetResponse;
import software.amazon.awssdk.services.glue.model.GrokClassifier;
import software.amazon.awssdk.services.glue.model.JsonClassifier;
import software.amazon.awssdk.services.glue.model.ListDataQualityRulesetsRequest;
import software.amazon.awssdk.services.glue.model.ListDataQualityRulesetsResponse;
import software.amazon.awssdk.services.glue.model.ScheduleState;
import software.amazon.awssdk.services.glue.model.XMLClassifier;

/** Crawlers, classifiers and data quality rulesets, which are kept and never run. */
final class Crawlers {
  private static final int PAGE = 100;

  private final Context context;
  private final Named<Crawler> crawlers = new Named<>("Crawler");
  private final Named<Classifier> classifiers = new Named<>("Classifier");
  private final Named<GetDataQualityRulesetResponse> rulesets = new Named<>("Ruleset");

  Crawlers(Context context) {
    this.context = context;
  }

  /** A schedule is a string in the request and an object in the answer (aws-facts 2). */
  CreateCrawlerResponse create(Call call, CreateCrawlerRequest request) {
    CreateCrawlerRequest unscheduled = request.toBuilder().schedule(null).build();
    Crawler.Builder crawler =
        Shapes.copy(unscheduled, Crawler.builder())
            .state(CrawlerState.READY)
            .crawlElapsedTime(0L)
            .creationTime(context.now())
            .lastUpdated(context.now())
            .version(1L);
    if (request.schedule() != null) {
      crawler.schedule(
          s -> s.scheduleExpression(request.schedule()).state(ScheduleState.SCHEDULED));
    }
    crawlers.create(request.name(), crawler.build());
    return CreateCrawlerResponse.builder().build();
  }

  GetCrawlersResponse list(Call call, GetCrawlersRequest request) {
    Page<String> page = crawlers.page(context, request, request.maxResults(), PAGE);
    return GetCrawlersResponse.builder()
        .crawlers(page.map(crawlers::find))
        .nextToken(page.nextToken())
        .build();
  }

  CreateClassifierResponse create(Call call, CreateClassifierRequest request) {
    Classifier.Builder classifier = Classifier.builder();
    if (request.grokClassifier() != null) {
      classifier.grokClassifier(
          Shapes.copy(request.grokClassifier(), GrokClassifier.builder()).version(1L).build());
    }
    if (request.xmlClassifier() != null) {
      classifier.xmlClassifier(
          Shapes.copy(request.xmlClassifier(), XMLClassifier.builder()).version(1L).build());
    }
    if (request.jsonClassifier() != null) {
      classifier.jsonClassifier(
          Shapes.copy(request.jsonClassifier(), JsonClassifier.builder()).version(1L).build());
    }
    if (request.csvClassifier() != null) {
      classifier.csvClassifier(
          Shapes.copy(request.csvClassifier(), CsvClassifier.builder()).version(1L).build());
    }
    classifiers.create(name(request), classifier.build());
    return CreateClassifierResponse.builder().build();
  }

  private static String name(CreateClassifierRequest request) {
    List<SdkPojo> kinds =
        Stream.<SdkPojo>of(
                request.grokClassifier(),
                request.xmlClassifier(),
                request.jsonClassifier(),
                request.csvClassifier())
            .filter(Objects::nonNull)
            .toList();
    if (kinds.size() != 1) {
      throw AwsError.invalidInput("A classifier is of exactly one kind.");
    }
    return PojoJson.encode(kinds.get(0)).path("Name").asText();
  }

  GetClassifiersResponse list(Call call, GetClassifiersRequest request) {
    Page<String> page = classifiers.page(context, request, request.maxResults(), PAGE);
    return GetClassifiersResponse.builder()
        .classifiers(page.map(classifiers::find))
        .nextToken(page.nextToken())
        .build();
  }

  CreateDataQualityRulesetResponse create(Call call, CreateDataQualityRulesetRequest request) {
    rulesets.create(
        request.name(),
        Shapes.copy(request, GetDataQualityRulesetResponse.builder())
            .createdOn(context.now())
            .lastModifiedOn(context.now())
            .build());
    return CreateDataQualityRulesetResponse.builder().name(request.name()).build();
  }

  ListDataQualityRulesetsResponse list(Call call, ListDataQualityRulesetsRequest request) {
    Page<String> page = rulesets.page(context, request, request.maxResults(), PAGE);
    return ListDataQualityRulesetsResponse.builder()
        .rulesets(
            page.map(
                name ->
                    Shapes.copy(rulesets.find(name), DataQualityRulesetListDetails.builder())
                        .build()))
        .nextToken(page.nextToken())
        .build();
  }

  GetDataQualityRulesetResponse get(Call call, GetDataQualityRulesetRequest request) {
    return rulesets.find(request.name());
  }
}

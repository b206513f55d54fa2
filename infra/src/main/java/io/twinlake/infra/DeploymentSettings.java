package io.twinlake.infra;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be deployed, validated.
 *
 * @param account the AWS account, null while unknown (a synth without credentials)
 * @param configKey the configuration's key in {@code configBucket}, without a leading slash
 * @param backup what the job may use of the backups' bucket
 * @param snapshots where the standby job looks for them
 * @param lakeFormation where the newest Lake Formation file is copied to
 * @param operatorRoleArn may assume the job's role as well, null for nobody
 * @param registeredLocationRoleArns roles the job may hand to Lake Formation when it registers
 *     locations
 * @param viewDefinerRoleArns roles the job may hand to Glue and Lake Formation when it makes views
 * @param tableOptimizerRoleArns roles the job may hand to Glue when it makes table optimizers
 * @param icebergBuckets the target's buckets in which Iceberg's metadata is rewritten
 * @param schedule null for no trigger
 */
record DeploymentSettings(
    @Nullable String account,
    String sourceRegion,
    String targetRegion,
    String configBucket,
    String configKey,
    Folder backup,
    Folder snapshots,
    Folder lakeFormation,
    String roleName,
    @Nullable String operatorRoleArn,
    List<String> registeredLocationRoleArns,
    List<String> viewDefinerRoleArns,
    List<String> tableOptimizerRoleArns,
    List<String> kmsKeyArns,
    List<String> icebergBuckets,
    @Nullable String schedule,
    String glueVersion,
    boolean attachGlueServiceRole) {}

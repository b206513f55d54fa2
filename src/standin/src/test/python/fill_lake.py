"""Fills a lake through boto3 and says what it reads back, as JSON on standard output."""

import json
import sys

import boto3

analyst = sys.argv[1]
glue = boto3.client("glue")
lakeformation = boto3.client("lakeformation")
s3 = boto3.client("s3")
sts = boto3.client("sts")

me = sts.get_caller_identity()["Arn"]
lakeformation.put_data_lake_settings(
    DataLakeSettings={
        "DataLakeAdmins": [{"DataLakePrincipalIdentifier": me}],
        "CreateDatabaseDefaultPermissions": [],
        "CreateTableDefaultPermissions": [],
    }
)

s3.create_bucket(
    Bucket="sales-lake", CreateBucketConfiguration={"LocationConstraint": "ap-south-1"}
)
s3.put_object(Bucket="sales-lake", Key="orders/a b+ü.csv", Body=b"1,2\n", IfNoneMatch="*")
try:
    s3.put_object(Bucket="sales-lake", Key="orders/a b+ü.csv", Body=b"", IfNoneMatch="*")
    second_put = "accepted"
except s3.exceptions.ClientError as error:
    second_put = error.response["Error"]["Code"]

columns = [{"Name": "id", "Type": "bigint"}, {"Name": "amount", "Type": "decimal(10,2)"}]
storage = {"Columns": columns, "Location": "s3://sales-lake/orders/"}
glue.create_database(DatabaseInput={"Name": "Sales", "Parameters": {"Owner": "ops"}})
glue.create_table(
    DatabaseName="sales",
    TableInput={
        "Name": "orders",
        "TableType": "EXTERNAL_TABLE",
        "StorageDescriptor": storage,
        "PartitionKeys": [{"Name": "day", "Type": "string"}],
    },
)
days = [f"2026-{month:02}-{day:02}" for month in range(1, 11) for day in range(1, 26)]
for start in range(0, len(days), 100):
    answer = glue.batch_create_partition(
        DatabaseName="sales",
        TableName="orders",
        PartitionInputList=[
            {"Values": [day], "StorageDescriptor": storage} for day in days[start : start + 100]
        ],
    )
    assert not answer.get("Errors"), answer

failures = lakeformation.batch_grant_permissions(
    Entries=[
        {
            "Id": "1",
            "Principal": {"DataLakePrincipalIdentifier": analyst},
            "Resource": {"Table": {"DatabaseName": "sales", "Name": "orders"}},
            "Permissions": ["SELECT", "DESCRIBE"],
            "PermissionsWithGrantOption": ["DESCRIBE"],
        },
        {
            "Id": "2",
            "Principal": {"DataLakePrincipalIdentifier": analyst + "-who-is-not-there"},
            "Resource": {"Database": {"Name": "sales"}},
            "Permissions": ["DESCRIBE"],
        },
    ]
).get("Failures", [])

partitions = [
    partition["Values"][0]
    for page in glue.get_paginator("get_partitions").paginate(
        DatabaseName="sales", TableName="orders", PaginationConfig={"PageSize": 100}
    )
    for partition in page["Partitions"]
]
try:
    glue.get_table(DatabaseName="sales", Name="none")
    missing = "found"
except glue.exceptions.EntityNotFoundException as error:
    missing = error.response["Error"]["Code"]

print(
    json.dumps(
        {
            "identity": me,
            "secondPut": second_put,
            "partitions": len(partitions),
            "distinct": len(set(partitions)),
            "missing": missing,
            "failedGrants": [failure["RequestEntry"]["Id"] for failure in failures],
        }
    )
)

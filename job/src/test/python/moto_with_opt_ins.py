"""moto's server, completed by answers that it lacks: that there is no opt-in and no nested catalog, and
lists of the schemas that it holds."""

import json

from moto.glue.responses import GlueResponse
from moto.lakeformation import urls
from moto.lakeformation.responses import LakeFormationResponse
from moto.server import main


def list_lake_formation_opt_ins(self: LakeFormationResponse) -> str:
    return '{"LakeFormationOptInsInfoList": []}'


def get_catalogs(self: GlueResponse) -> str:
    return '{"CatalogList": []}'


def list_schemas(self: GlueResponse) -> str:
    listed = ("RegistryName", "SchemaName", "SchemaArn", "Description", "SchemaStatus")
    schemas = [s.as_dict() for r in self.glue_backend.registries.values() for s in r.schemas.values()]
    return json.dumps({"Schemas": [{name: s[name] for name in listed if s[name]} for s in schemas]})


def list_schema_versions(self: GlueResponse) -> str:
    schema = self._get_param("SchemaId")
    held = self.glue_backend.registries[schema["RegistryName"]].schemas[schema["SchemaName"]]
    versions = [{"SchemaArn": held.schema_arn, **v.as_dict()} for v in held.schema_versions.values()]
    return json.dumps({"Schemas": versions})


GlueResponse.get_catalogs = get_catalogs
GlueResponse.list_schemas = list_schemas
GlueResponse.list_schema_versions = list_schema_versions
LakeFormationResponse.list_lake_formation_opt_ins = list_lake_formation_opt_ins
urls.url_paths["{0}/ListLakeFormationOptIns$"] = urls.response.dispatch
main()

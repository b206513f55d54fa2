"""moto's server, completed by answers that it lacks: that there is no opt-in and no nested catalog."""

from moto.glue.responses import GlueResponse
from moto.lakeformation import urls
from moto.lakeformation.responses import LakeFormationResponse
from moto.server import main


def list_lake_formation_opt_ins(self: LakeFormationResponse) -> str:
    return '{"LakeFormationOptInsInfoList": []}'


def get_catalogs(self: GlueResponse) -> str:
    return '{"CatalogList": []}'


GlueResponse.get_catalogs = get_catalogs
LakeFormationResponse.list_lake_formation_opt_ins = list_lake_formation_opt_ins
urls.url_paths["{0}/ListLakeFormationOptIns$"] = urls.response.dispatch
main()

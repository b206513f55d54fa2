"""moto's server, completed by one answer that it lacks: that no opt-in exists."""

from moto.lakeformation import urls
from moto.lakeformation.responses import LakeFormationResponse
from moto.server import main


def list_lake_formation_opt_ins(self: LakeFormationResponse) -> str:
    return '{"LakeFormationOptInsInfoList": []}'


LakeFormationResponse.list_lake_formation_opt_ins = list_lake_formation_opt_ins
urls.url_paths["{0}/ListLakeFormationOptIns$"] = urls.response.dispatch
main()

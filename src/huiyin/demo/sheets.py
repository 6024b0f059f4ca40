"""For the last morning: the list of a campus fair, uploaded and not yet brought in; some cells are wrong."""

from huiyin.demo.approving import fresh
from huiyin.demo.company import Cast
from huiyin.imports.uploading import upload_sheet

FAIR = """姓名,联系电话,电子邮箱,意向岗位,所在城市,展位
顾云澜,13800130611,gu.yunlan@mail.example,{job},上海,B12
段知行,1380013061,duan.zhixing@mail.example,{job},杭州,B12
,13800130613,nobody@mail.example,{job},苏州,B14
仇若水,13800130614,qiu.ruoshui＠mail.example,{job},上海,B14
谢清和,13800130615,xie.qinghe@mail.example,{job},无锡,B15
"""


def upload_fair(cast: Cast) -> None:
    sheet = FAIR.format(job=cast.jobs[0].title).encode("utf-8-sig")
    upload_sheet(sheet, "秋季双选会签到表.csv", key="demo-campus-fair", by=fresh(cast, "jiang.yuan"))

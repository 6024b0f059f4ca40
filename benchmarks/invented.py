"""People to be looked for, the same every time. Knows no house."""

import random
from collections.abc import Iterator
from typing import Any

TITLES = """前端工程师 后端工程师 销售经理 门店店长 护理员 语文教师 会计 物流主管 采购专员 产品经理 测试工程师
人事专员 客服代表 数据分析师 仓库管理员 外贸业务员 机械设计师 电气工程师 收银员 培训讲师""".split()
FAMILY = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾萧田董袁潘于蒋蔡"
    "余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯"
    "龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤单仇解查区"
)
GIVEN = (
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红梅鑫波斌宇浩凯秋珊莎锦黛青"
    "倩婷姣婉娴瑾颖露瑶怡婵雁蓓纨仪荷丹蓉眉君琴蕊薇菁梦岚苑婕馨瑗琰韵融园艺咏卿聪澜纯"
    "毓悦昭冰爽琬茗羽希宁欣飘育滢馥筠柔竹霭凝晓欢霄枫芸菲寒伊亚宜可姬舒影荔枝思若溪知"
    "夏行之予安"
)
CITIES = """北京 上海 广州 深圳 成都 杭州 武汉 西安 南京 苏州 天津 重庆
长沙 郑州 青岛 宁波 东莞 无锡 佛山 合肥""".split()
SKILLS = """Java Python C++ 机器学习 数据分析 项目管理 供应链 财务报表 英语六级 外贸跟单 客户维护
门店运营 招聘培训 质量体系 精益生产 仓储物流 前端开发 React MySQL
短视频运营 新媒体 合同谈判 税务筹划 护理 教学设计
机械制图 PLC 电气 Kubernetes 采购议价""".split()


def invented(number: int) -> Iterator[dict[str, Any]]:
    """The same people every time."""
    chance = random.Random(21)
    for n in range(number):
        name = chance.choice(FAMILY) + "".join(chance.choices(GIVEN, k=chance.choice((1, 2, 2, 2))))
        skills = chance.sample(SKILLS, chance.choice((2, 3, 4)))
        text = (
            f"{2008 + n % 16}年起从事{skills[0]}工作，熟悉{'、'.join(skills[1:])}，带过{2 + n % 30}人的团队。"
        )
        yield {
            "name": name,
            "phone": f"13{chance.randrange(10**9):09d}",
            "city": chance.choice(CITIES),
            "text": text,
            "number": f"C-{202400 + n // 90000:06d}-{n % 90000:05d}",
        }

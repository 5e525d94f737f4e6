"""Made-up people, villages, firms and projects."""

import random

SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
GIVEN = (
    "建国",
    "秀英",
    "海涛",
    "玉兰",
    "志强",
    "晓燕",
    "国平",
    "桂花",
    "永生",
    "丽娟",
    "立新",
    "春梅",
    "文斌",
    "小红",
    "德福",
    "佳怡",
    "俊杰",
    "金莲",
    "世荣",
    "雪梅",
)
VILLAGES = (
    "张庄村",
    "大湾村",
    "河口村",
    "石桥村",
    "新联村",
    "上坪村",
    "柳林村",
    "前进村",
    "白果村",
    "双井村",
    "杨树村",
    "红星村",
    "竹山村",
    "马家村",
)
TRADES = ("食品", "纺织", "新材料", "电子", "制药", "机械", "家居", "建材", "农业科技", "包装")
WORDS = ("鸿远", "恒盛", "绿源", "金穗", "华泰", "新宏", "东方", "瑞丰", "天成", "中盛")
PROJECTS = ("智能装备产业园", "冷链物流中心", "农产品精深加工园", "人民医院迁建", "城乡供水一体化", "污水处理厂扩建",
            "职业教育中心", "抽水蓄能电站", "光伏组件生产线", "中药材种植加工基地")  # fmt: skip


def person(roll: random.Random) -> str:
    return roll.choice(SURNAMES) + roll.choice(GIVEN)


def village(roll: random.Random) -> str:
    return roll.choice(VILLAGES)


def firm(roll: random.Random) -> str:
    return f"{roll.choice(WORDS)}{roll.choice(TRADES)}公司"

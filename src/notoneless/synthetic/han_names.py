"""Surnames and given names of the made-up people, with the fashions of three cohorts of children and two of adults.

Surname weights follow the well-known ranking of Chinese surnames, rounded by hand; the given names and their order
were chosen for this project. A given name is drawn as two characters, the second of which may be empty; the earlier an
entry stands, the more often it is drawn.
"""

from dataclasses import dataclass
from typing import Final

from notoneless.synthetic.words import words


def _weighted(text: str) -> tuple[tuple[str, ...], tuple[float, ...]]:
    """Read `surname number` pairs: surnames and their weights."""
    parts = text.split()
    return tuple(parts[::2]), tuple(float(number) for number in parts[1::2])


HAN_SURNAMES: Final = _weighted(
    """
    王 700 李 720 张 670 刘 540 陈 460 杨 450 黄 240 赵 220 吴 205 周 205 徐 140 孙 130 马 110 朱 125 胡 120 郭 110
    何 120 林 100 高 95 罗 120 郑 85 梁 80 谢 75 宋 70 唐 75 许 60 韩 55 邓 70 冯 62 曹 58 彭 64 曾 60 肖 60 田 58
    董 52 潘 50 袁 52 蔡 46 蒋 52 余 54 于 40 杜 48 叶 44 程 43 魏 43 苏 45 吕 42 丁 40 任 42 卢 40 姚 42 沈 38 钟 38
    姜 34 崔 32 谭 38 陆 34 范 34 汪 33 廖 34 石 34 金 30 韦 18 贾 28 夏 30 付 28 方 30 邹 30 熊 32 白 26 孟 25 秦 27
    邱 27 侯 25 江 27 尹 26 薛 22 闫 18 段 26 雷 26 龙 24 黎 22 史 20 陶 22 贺 20 毛 20 郝 16 顾 20 龚 21 邵 19 万 20
    覃 12 武 17 钱 18 戴 18 严 17 莫 14 孔 15 向 16 常 13 汤 14 康 13 易 13 乔 12 赖 12 文 12 代 11 庞 9 樊 9 兰 9
    殷 9 施 12 洪 11 翟 7 安 8 颜 7 倪 8 温 9 芦 6 季 7 俞 7 章 8 鲁 8 葛 7 伍 7 申 7 尤 6 毕 7 聂 8 柴 5 焦 5 齐 5
    包 6 甘 6 祝 6 欧 6 柳 6 冉 6 柏 3 阮 5 符 4 滕 3 晏 3 欧阳 7 上官 2 诸葛 1 司马 1 皇甫 1 令狐 2
    """
)
HUI_SURNAMES: Final = _weighted(
    """
    马 500 李 80 王 60 杨 50 沙 40 纳 40 哈 25 保 25 撒 20 丁 30 白 30 金 30 锁 15 赛 15 虎 10 合 10 张 40 穆 15 丹 5
    妥 8
    """
)
MIAO_SURNAMES: Final = _weighted(
    """
    杨 180 龙 120 吴 120 石 80 熊 80 陶 70 王 70 李 70 张 60 韩 40 麻 30 廖 30 罗 40 项 30 侯 30 朱 30 古 20 潘 40
    """
)
ZHUANG_SURNAMES: Final = _weighted(
    """
    韦 200 黄 160 覃 110 陆 90 农 80 蒙 60 李 70 梁 60 莫 50 罗 40 蓝 40 潘 40 岑 20 闭 10 陶 10 赵 20 何 20
    """
)

COMPOUND_SURNAMES: Final = frozenset(surname for surname in HAN_SURNAMES[0] if len(surname) == 2)


@dataclass(frozen=True, slots=True)
class Fashion:
    """How one cohort and sex was named: whole popular names, then first and second characters to combine."""

    popular: tuple[str, ...]
    first: str
    second: str


# Cohorts by birth year: up to 2011, 2012 to 2016, from 2017.
COHORT_STARTS: Final = (2012, 2017)
BOYS: Final = (
    Fashion(
        words(
            """
            俊杰 浩然 志强 文杰 俊豪 嘉豪 文博 子豪 志豪 宇航 天宇 家豪 浩宇 明杰 鑫鹏 子涵 海涛 晓东 志伟 建华 文轩
            昊天 俊宇 志鹏 伟杰 永康 家乐 天佑 泽宇 博文 金龙 国强 梓豪 思远 世豪 正阳 志远 文涛 家兴 新宇
            """
        ),
        "俊浩志文嘉子家宇天明鑫海晓建昊伟永泽博金国思世正新小成兴光荣云绍德加有开玉春进安东长学忠华宏立祖福",
        "杰然强豪博航宇鹏涛东伟华轩天康乐佑文龙远阳兴涵辉平明林军斌飞超勇凯峰波磊亮鑫成祥荣福才洋旭权贵雄",
    ),
    Fashion(
        words(
            """
            子轩 浩宇 浩然 宇轩 梓轩 子涵 宇航 俊熙 梓豪 皓轩 子豪 一鸣 天佑 俊杰 博文 铭轩 雨泽 梓涵 明轩 睿 奕辰
            俊豪 子墨 佳豪 文昊 昊然 思源 景轩 泽宇 嘉懿 煜祺 智宸 正豪 昊天 烨霖 弘文 航宇 鑫磊 家俊 子睿
            """
        ),
        "子浩宇梓俊皓一天博铭雨明奕佳文昊思景泽嘉煜智正烨弘航鑫家承振晨启志瑞立君辰金凯永鸿柏加国",
        "轩宇然涵航熙豪鸣佑文泽杰辰墨昊源懿祺宸天霖磊俊睿博阳瑞恒鑫城翔乐成毅凡帆煜东霆洋飞华龙",
    ),
    Fashion(
        words(
            """
            沐宸 奕辰 宇轩 浩宇 亦辰 梓睿 子墨 沐辰 一诺 景行 奕泽 宇泽 皓轩 浩然 梓轩 星辰 煜宸 子轩 铭泽 云泽 艺辰
            承泽 亦宸 昊宇 瑾瑜 嘉佑 星宇 俊熙 清源 泽楷 若尘 屿安 慕白 书言 砚秋 知行 予安 以恒 锦程 子宸
            """
        ),
        "沐奕宇浩亦梓子一景皓星煜铭云艺承昊瑾嘉俊清泽若慕书知予以锦宸辰翊彦柏言启钰屹羽佑思家",
        "宸辰轩宇睿墨诺行泽然熙佑瑜源楷尘安白言恒程阳霖铭航霆屹川希杰博晨洋远琛乐皓",
    ),
)
GIRLS: Final = (
    Fashion(
        words(
            """
            佳怡 欣怡 雨欣 思雨 婷婷 静怡 诗涵 雅婷 佳慧 梦瑶 欣悦 慧敏 晓雨 紫涵 丽娟 雨婷 思琪 佳欣 梦婷 晓燕 文静
            雪梅 诗雨 雅琪 春燕 玉婷 梦琪 佳丽 海燕 心怡 小芳 思颖 可欣 嘉欣 春梅 秋月 丽萍 金凤 雨涵 露
            """
        ),
        "佳欣雨思婷静诗雅梦慧晓紫丽文雪春玉海心小可嘉秋金艳红美秀月燕兰云桂明素永国加莉娅",
        "怡欣雨婷涵慧瑶悦敏娟琪燕静梅丽芳颖月萍凤霞玲艳红英花琴兰莲香珍仙美雪露云芬容蓉彩",
    ),
    Fashion(
        words(
            """
            梓涵 欣怡 诗涵 子涵 雨涵 紫涵 可馨 欣妍 雨桐 梓萱 思涵 佳怡 一诺 语嫣 诗琪 雨萱 梦瑶 若曦 思彤 欣悦 依诺
            心怡 雅涵 艺涵 雨欣 馨怡 佳琪 语桐 梓琪 晨曦 静怡 思琪 可欣 紫萱 婧琪 雨薇 佳慧 沐瑶 梦洁 蕊
            """
        ),
        "梓欣诗子雨紫可思佳一语梦若依心雅艺馨晨静婧沐嘉芷钰美俊玥熙奕乐海玉文雪婉妍怡宇",
        "涵怡馨妍桐萱诺嫣琪瑶曦彤悦欣薇慧洁汐雯婷熙菲茹妮睿玥蕊琳颖雪婕涵玲萍丽露",
    ),
    Fashion(
        words(
            """
            一诺 若汐 语桐 沐瑶 芷晴 梓涵 可馨 依诺 艺涵 语汐 沐汐 梓玥 若曦 雨桐 清妍 星瑶 芊语 书瑶 奕涵 锦汐 苡沫
            知夏 欣妍 予希 慕晴 南乔 安然 思甜 念安 沐晴 瑾萱 伊诺 钰涵 婉清 云舒 米粒 小满 星辰 糖心 玥
            """
        ),
        "一若语沐芷梓可依艺雨清星芊书奕锦知欣予慕南安思念瑾伊钰婉云悦希苏汐淼宁柠佳诗子熙楚",
        "诺汐桐瑶晴涵馨玥曦妍语夏希乔然甜安萱清舒满辰沫熙宁悦彤菡琪姝笙言柠菲雅依可怡",
    ),
)
FATHERS: Final = Fashion(
    words(
        """
        伟 勇 军 强 磊 涛 杰 斌 波 刚 建国 建华 志强 建军 国强 永强 小军 文华 建平 海军 俊 云 明 辉 平 超 飞 林 华
        金龙 学文 志明 正华 绍华 永明 光明
        """
    ),
    "建国志文永海小明学正绍光金德忠云立春新世天家开兴成荣加洪玉应廷朝发进有",
    "华强军平明伟勇东林辉荣文才贵祥福龙飞波刚斌斗生清富良国云全兵红章学权",
)
MOTHERS: Final = Fashion(
    words(
        """
        丽 芳 燕 敏 静 娟 霞 艳 红梅 玉兰 秀英 晓燕 春梅 海燕 丽萍 小芳 金凤 红艳 美玲 玲 萍 琴 梅 英 莉 雪梅 丽娟
        云芬 志芬 琼 翠莲 会琼 永芬 兰 菊
        """
    ),
    "丽春小红玉秀海金美晓云雪志会永翠文国家桂兴正绍光明朝应加琼凤",
    "芳燕萍梅兰英娟霞玲艳红凤芬琴莲仙琼香珍花菊美丽云秀会平群",
)
GRANDFATHERS: Final = Fashion(
    words("建国 国华 德贵 富贵 永福 志明 正才 光荣 文清 树林 福祥 德华 学文 建华 大富 老五 有才 朝林 世荣 廷贵"),
    "建国德富永志正光文树福学大有朝世廷开应发云长家绍兴金万忠顺春",
    "国华贵福明才荣清林祥文富昌学芳兴发德珍良云和生元安顺",
)
GRANDMOTHERS: Final = Fashion(
    words("秀英 桂兰 玉珍 秀兰 桂英 凤英 玉兰 翠英 桂珍 素珍 兰英 秀珍 菊英 莲英 玉芬 正英 朝珍 会英 光兰 文秀"),
    "秀桂玉凤翠素兰菊莲正朝会光文国德永绍发应顺家开",
    "英兰珍芬秀芳仙香莲琼凤玉会先美群书",
)
# How a child is called at home; some clerks write this down.
MILK_NAMES: Final = words(
    """
    毛毛 妞妞 豆豆 宝宝 石头 丫丫 乐乐 欢欢 阳阳 虎子 小幺 二妹 幺妹 小宝 点点 贝贝 强强 燕子
    """
)

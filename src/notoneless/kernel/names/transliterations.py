"""Own tables of names that transcribe another language: spellings of one word, sounds of characters, telltale words."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

_SPELLINGS: Final = """
次仁 才仁 泽仁 才让 次让 泽让 才任 慈仁
次旦 才旦 才丹 次丹
格桑 噶桑 尕桑 嘎桑
白玛 班玛 贝玛 白马 班马
索南 索朗 索郎
阿旺 昂旺 阿汪
强巴 向巴 降巴 绛巴 香巴
坚赞 江村 坚参 江参 降村 坚村
白珍 班珍 柏珍
拉姆 拉毛
措姆 措毛
吉姆 吉毛
旺姆 旺毛
巴特尔 巴图尔 巴吐尔 巴特日
阿拉坦 阿勒坦 阿拉腾 阿勒腾
铁木尔 特木尔 帖木尔 特穆尔
别克 拜克 博克
克里木 克热木 克力木 克日木
吐尔逊 图尔荪 吐逊 土逊
热依木 热音 日依木 热伊木
依布拉音 伊卜拉伊木 依布拉依木 伊布拉伊木 伊布拉音
贾米拉 加米拉 加玛丽
穆罕默德 默罕默德 穆罕买提
布海 布威海
"""


def _to_first(rows: str) -> Mapping[str, str]:
    spellings = (row.split() for row in rows.strip().splitlines())
    return MappingProxyType({other: first for first, *others in spellings for other in others})


SPELLINGS: Final = _to_first(_SPELLINGS)
"""Spellings of one name that the rules of sound would keep apart, to the one that stands for all."""

_SOUNDS: Final = """
du都 ga呷嘎噶尕戛 di的 le乐勒 he乎合 ken坎 na那娜 tuo拓 zha扎 shi什 se色 ka卡 a阿 che车 qu曲 de德得 er尔日热惹儿耳
jia伽茄贾夹
sha莎厦 sa萨 chao朝 ha哈
"""


def _by_character(groups: str) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for group in groups.split():
        characters = group.lstrip("abcdefghijklmnopqrstuvwxyz")
        found.update(dict.fromkeys(characters, group.removesuffix(characters)))
    return MappingProxyType(found)


SOUNDS: Final = _by_character(_SOUNDS)
"""How characters sound in transcriptions where that is not their usual reading, or they have several."""

_TELLTALES: Final = """
买提 麦提 阿不 阿卜 阿布 古丽 姑丽 努尔 吐尔 图尔 阿依 阿衣 艾合 艾尔 艾力 热合 买合 麦合 木合 库尔班 玉素 依明 买买
麦麦 肉孜 若孜
司马义 斯玛 依布 伊卜 祖力 祖丽 帕提 帕尔 阿迪力 阿里木 别克 叶尔 哈提 江汗 尤素 穆萨 法图 伊斯 阿伊 木汗
扎西 札西 卓玛 卓嘎 次仁 才让 泽仁 才旦 次旦 多吉 多杰 尼玛 旦增 丹增 格桑 平措 彭措 洛桑 罗桑 仁青 仁钦 白玛 央金
央宗 索朗 德吉 边巴
巴桑 贡布 顿珠 嘎玛 噶玛 益西 达瓦 土登 强巴 拉姆 拉毛 措姆 旺姆 曲珍 曲扎 加措 嘉措 旺堆 桑珠 罗布 洛布 旺久 格勒
吉克 阿约 沙马 吉木 曲比 海来 俄木 马海 乃古 阿的 吉伍 阿库 木呷 日古 尔布 伍呷 子坡 瓦铁 阿呷 日外 子呷 石扎 日洛
拉铁 呷 尔古
其其 琪琪格 其木格 齐齐格 巴特尔 巴图 格日 高娃 图雅 乌云 乌兰 萨仁 朝鲁 朝克 那仁 娜仁 斯琴 敖日 吉日 宝音 哈斯 呼和
苏日 特木 铁木
阿拉坦 毕力格 牧仁 塔娜 乌日 托娅
"""
TELLTALES: Final = tuple(_TELLTALES.split())
"""Words that betray a transcription even in a name of two to four characters."""

TYPICAL: Final = frozenset(
    "阿尔热买提孜木吐甫艾依合曼麦卜不都拉吾肉若荪逊玛扎措嘎呷噶尕卓珠勒其图斯萨娜哈巴特乌敖那克力卡穆帕姑伊日努祖库塔"
    "则伯别叶沙米迪尼来布姆惹莫嫫曲且拥旺坚格仁次索洛桑顿贡赛耶亚"
)
"""Characters transcriptions are made of."""

CHINESE_SURNAMES: Final = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟"
    "谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)
"""The most frequent surnames: a short name that begins with one is Chinese unless four characters hold a telltale."""

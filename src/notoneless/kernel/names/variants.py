"""Own tables of characters that are one character in two forms, or are taken for one another in names."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final


def _pairs(text: str) -> Mapping[str, str]:
    return MappingProxyType({pair[0]: pair[1] for pair in text.split()})


FORMS: Final = _pairs(
    """
    峯峰 羣群 秌秋 畧略 煕熙 熈熙 晄晃 崐昆 崑昆 珎珍 嵒岩 巗岩 竒奇 盃杯 竝并 劍剑 剣剑 僊仙 氷冰 朙明 眀明 窓窗 窻窗
    燿耀 髙高 濵滨 斎斋 黒黑 恵惠 広广
    徳德 悳德 増增 寛宽 曽曾 栄荣 桜樱 沢泽 竜龙 亜亚 気气 楽乐 応应 円圆 囯国 圀国 菓果 蘂蕊 蕋蕊 橤蕊 艶艳 豔艳 豓艳
    娯娱 戸户 呉吴 兪俞 鄧邓 隣邻 渕渊 淵渊 槗桥
    凴凭 凢凡 勅敕 勲勋 勛勋 匂勾 卋世 吿告 喩喻 囬回 囘回 堦阶 墻墙 壄野 寳宝 寶宝 寕宁 寍宁 岀出 峩峨 嶋岛 嶌岛 嵗岁
    巌岩 帋纸 幷并 庻庶 彂发 彥彦 徧遍 恊协 恱悦 惪德
    愼慎 慤悫 戱戏 扵于 摂摄 敍叙 敘叙 斈学 斉齐 昻昂 昿旷 晉晋 晧皓 暁晓 暎映 曺曹 栁柳 梹槟 棊棋 棲栖 楳梅 槀槁 欝郁
    歓欢 歩步 殻壳 毎每 決决 沖冲 況况 浄净 淨净
    涼凉 淸清 湻淳 満满 滙汇 濶阔 瀞净 灋法 炗光 烱炯 烖灾 煇辉 煖暖 燈灯 爲为 牀床 犂犁 玅妙 珤宝 琹琴 璢琉 瓈璃 瓊琼
    甞尝 畊耕 疊叠 皐皋 皜皓 皡皞 眞真 硏研 磵涧 秊年 稺稚
    竢俟 筍笋 箇个 籐藤 粧妆 絃弦 絲丝 綉绣 緑绿 緖绪 縂总 纎纤 缾瓶 翶翱 翺翱 肎肯 脣唇 舘馆 艸草 芲花 苐第 苺莓 荘庄
    莾莽 莭节 蔴麻 薫薰 藴蕴 蘓苏 蘤花 虗虚 蠧蠹 衛卫 裏里
    覇霸 覚觉 觧解 譁哗 讃赞 豊丰 賛赞 贇赟 跡迹 輙辄 逺远 逹达 遅迟 鄕乡 醖酝 後后 鉄铁 銭钱 鋭锐 録录 鍳鉴 鐡铁 閙闹
    関关 阯址 隂阴 陽阳 隷隶 雞鸡 霊灵 靑青 靣面 頴颖 頼赖
    顔颜 顕显 飜翻 飮饮 駆驱 験验 騐验 髪发 鬭斗 鴬莺 鶏鸡 鷄鸡 麪面 黙默 亷廉 亰京 俢修 偘侃 僲仙 児儿 冨富 凈净 効效
    厳严 吳吴
    """
)
"""Form to the character kept. Only forms of one character: 喆 is not 哲, 堃 not 坤, 昇 not 升 (see APART)."""

APART: Final = frozenset("昇陞堃喆淼甯濬龢犇镕鎔钜鉅甦仝迺邨谿絜脩祕晳皙乾於徵锺瞭")
"""Characters that stand for themselves in names and are never folded, though a converter or an old table would.

The national table of 2013 (《通用规范汉字表》) keeps most of them for use in names.
"""

_NEAR_FORMS: Final = """
喆哲 堃坤 昇升 陞升 淼渺 甯宁 濬浚 龢和 犇奔 镕熔 钜巨 甦苏 仝同 迺乃 邨村 谿溪 絜洁 脩修 祕秘 晳皙 皙晰 晳晰 锺钟
於于 煊烜 晖辉 煇辉 晖煇 詠咏 栢柏 穀谷
闫阎 肖萧 付傅 代戴 丘邱 兰蓝 予豫 祎袆 凃涂 玨珏 昊皞 皓皞
"""
NEAR_FORMS: Final = frozenset(frozenset(pair) for pair in _NEAR_FORMS.split())
"""Pairs written for one another in names: characters of APART, and the withdrawn simplifications of 1977."""

_LOOK_ALIKES: Final = """
沈沉 静靖 静婧 郑邓 刘列 秦泰 兴兰 刚钢 平乎 园圆 铭茗 欣忻 婷庭 彤彬 霞暇 霞瑕 智暂 源沅 德得 福副 盛盈 栋拣 栋炼
露雾 熙照 骁饶 豪毫 钟种 陆际 段假 毛手 戴载 磊垒 炜玮 勇男
鸿鸡 程秤 竿芊 飞气 远近 燕蒸 冷令 治冶 冶治 爱受 戍戌 戎戒 拔拨 哀衷 析折 折拆 免兔 鸟乌 乌鸟 崇祟 茶荼 汨汩 徒陡
辩辨 赢嬴 萧肃 亨享 享亨 丐丏 今令 办力 卢户 斤斥 孤弧 壶壸 蓝篮 籍藉 赖懒
睿容 珏钰 璇漩 琰淡 瑾谨 瀚翰 懿懋 璟景 煜昱 淼森 垚尧 鑫森 犇骉 翀羽 昶旭 翊翌 赟斌 祎伟 彧或 骞赛 骞蹇 嫣焉 绮倚
筱莜 馨罄 蕴温
"""
LOOK_ALIKES: Final = frozenset(frozenset(pair) for pair in _LOOK_ALIKES.split())
"""Pairs taken for one another though parts and strokes say less: cursive forms, rare for common characters."""

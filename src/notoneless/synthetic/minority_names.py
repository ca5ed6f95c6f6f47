"""Names of the peoples whose names are sound transcriptions, or whose surnames differ from the Han table.

Each entry of a word list is one name or part of a name followed by other spellings of it that are met side by side,
older and newer; all lists were written for this project. Spellings change with the clerk, never the person.
"""

from collections.abc import Mapping
from random import Random
from types import MappingProxyType
from typing import Final

Words = tuple[tuple[str, ...], ...]
DOT = "·"


def _words(text: str) -> Words:
    return tuple(tuple(entry.split("/")) for entry in text.split())


UYGHUR_MEN: Final = _words(
    """
    买买提/麦麦提 阿不都拉/阿卜杜拉/阿布都拉 阿不力孜/阿卜力孜/阿布力孜 肉孜/若孜/茹孜 吐尔逊/图尔荪/吐逊
    艾合买提/艾合麦提 依明/伊敏/伊明 玉素甫/玉苏普/尤素甫 热合曼/热赫曼 库尔班/库尔潘 卡德尔/喀迪尔/卡迪尔
    司马义/斯玛伊 依布拉音/伊卜拉伊木 克里木/克热木 阿迪力/阿地力 木拉提/穆拉提 艾尔肯/艾尔坎 努尔买买提/努尔麦麦提
    阿不来提/阿卜莱提 吐尔洪/图尔洪 巴图尔/巴吐尔 亚森/雅森 卡米力/喀米力 帕尔哈提/帕尔哈特 塔依尔/塔伊尔
    伊力亚斯/依力亚斯 艾力/艾利 阿里木/阿力木 赛买提/赛麦提 阿不都热依木/阿卜杜热伊木/阿布都热依木
    阿不都外力/阿卜杜外力 托合提/托赫提 伊斯拉木/依斯拉木 苏来曼/苏莱曼
    """
)
UYGHUR_WOMEN: Final = _words(
    """
    阿依古丽/阿依姑丽/阿伊古丽 古丽娜尔/姑丽娜尔 热孜万古丽/热孜宛古丽 帕提古丽/帕提姑丽 米热古丽/米日古丽
    阿曼古丽/阿曼姑丽 祖丽皮亚/祖丽菲亚 热依拉/热伊拉 迪丽努尔/迪力努尔 麦尔耶姆/买尔也木 帕提曼/帕提满
    阿孜古丽/阿孜姑丽 努尔比亚/努日比亚 再娜甫/再乃普 茹仙古丽/肉仙古丽 萨依普加玛丽/赛依普加马力 古丽孜拉/姑丽孜拉
    阿丽耶/阿丽亚 布威海丽且/布海丽切 麦合皮热提/买合皮热提
    """
)
TIBETAN_FIRST: Final = _words(
    """
    扎西/札西 次仁/才仁/泽仁 多吉/多杰 尼玛/尼马 旦增/丹增/旦真 格桑/噶桑 平措/彭措 洛桑/罗桑 仁青/仁钦 白玛/班玛
    央金/样金 索朗/索南 德吉/德杰 边巴/边把 巴桑/帕桑 贡布/公布 顿珠/顿主 嘎玛/噶玛 西绕/喜饶 益西/意西 达瓦/大瓦
    阿旺/昂旺 土登/图登 强巴/向巴
    """
)
TIBETAN_MEN: Final = _words(
    """
    次仁/才仁/泽仁 多吉/多杰 平措/彭措 顿珠/顿主 扎西/札西 旺堆/汪堆 加措/嘉措 罗布/洛布 曲扎/确扎 江村/坚参 旺久/汪久
    桑珠/桑主
    """
)
TIBETAN_WOMEN: Final = _words(
    """
    卓玛/卓麻 拉姆/拉毛 措姆/措毛 央宗/央总 曲珍/确珍 卓嘎/卓呷 白珍/班珍 德吉/德杰 拉珍/拉真 旺姆/汪姆 群宗/穷宗
    """
)
YI_CLANS: Final = _words(
    """
    吉克/吉各 阿约/阿尤 沙马/沙玛 吉木/及木 阿苏/阿束 曲比/曲别 勒格/勒革 海来/海莱 俄木/额木 马海/玛海 乃古/乃谷
    阿的/阿滴 尔古/尔谷 吉伍/吉午 木乃/莫乃 阿尔/阿日 的日/迪日 阿库/阿枯 罗洪/罗红 巴久/巴九
    """
)
YI_MEN: Final = _words(
    """
    木呷/木嘎 日古/日谷 尔布/尔补 木果/木各 伍呷/吾呷 子坡/孜坡 阿杰/阿界 史布/史补 瓦铁/瓦帖 布哈/补哈 古哈/谷哈
    依布/伊布 石且/史且 拉铁/拉帖 尔哈/日哈
    """
)
YI_WOMEN: Final = _words(
    """
    阿呷/阿嘎 伍呷莫/吾呷莫 日外/日歪 阿衣/阿依 木牛/木妞 尔西/尔希 史西/石西 阿牛/阿妞 子呷/孜呷 依洛/衣洛 石扎/史扎
    果各/果果 日洛/日罗
    """
)
MONGOL_FIRST: Final = _words(
    """
    乌云/乌运 那仁/纳仁 朝克/朝格 宝音/保音 哈斯/哈思 呼和/胡和 萨仁/撒仁 敖日/敖尔 吉日/吉尔 阿拉坦/阿勒坦 斯琴/思琴
    苏和/苏赫 格日勒/格日乐 娜仁/那仁 毕力格/必力格 特木尔/铁木尔
    """
)
MONGOL_MEN: Final = _words(
    """
    巴特尔/巴图尔 巴图/巴土 朝鲁/朝路 格日勒图/格日乐图 达来/达赖 嘎拉/噶拉 特木尔/铁木尔 牧仁/木仁 苏和/苏赫
    那顺/纳顺
    """
)
MONGOL_WOMEN: Final = _words(
    """
    其其格/琪琪格/齐齐格 高娃/高瓦 图雅/托娅/吐雅 花尔/花儿 塔娜/塔那 格日勒/格日乐 其木格/琪木格 苏日娜/苏日那
    阿茹娜/阿如娜
    """
)
HUI_SCRIPTURE: Final = _words(
    """
    穆萨/木萨 尤素福/优素福 伊斯玛/伊斯马 法图麦/法土麦 索菲亚/索非亚 阿伊莎/阿依莎 哈桑/哈散 阿里/阿利 海迪彻/海迪切
    达吾德/达乌德
    """
)

_ALL: Final = (
    UYGHUR_MEN + UYGHUR_WOMEN + TIBETAN_FIRST + TIBETAN_MEN + TIBETAN_WOMEN + YI_CLANS + YI_MEN + YI_WOMEN
    + MONGOL_FIRST + MONGOL_MEN + MONGOL_WOMEN + HUI_SCRIPTURE
)  # fmt: skip


def _respellings() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for group in _ALL:
        for word in group:
            others = found.get(word, ()) + tuple(other for other in group if other != word)
            found[word] = tuple(dict.fromkeys(others))
    # The longest word first, so that a part is not respelled inside a longer one.
    return MappingProxyType(dict(sorted(found.items(), key=lambda item: (-len(item[0]), item[0]))))


RESPELLINGS: Final = _respellings()


def _pick(rng: Random, words: Words) -> str:
    group = words[int(len(words) * rng.random() ** 1.5)]
    return group[0] if rng.random() < 0.6 else rng.choice(group)


def uyghur(rng: Random, *, male: bool, father: str) -> str:
    """Own name, dot, the father's own name."""
    return _pick(rng, UYGHUR_MEN if male else UYGHUR_WOMEN) + DOT + father.split(DOT, maxsplit=1)[0]


def tibetan(rng: Random, *, male: bool) -> str:
    """Two names of two syllables; one in eight has only one."""
    second = _pick(rng, TIBETAN_MEN if male else TIBETAN_WOMEN)
    return second if rng.random() < 0.125 else _pick(rng, TIBETAN_FIRST) + second


def yi(rng: Random, *, male: bool, clan: str) -> str:
    """The father's clan and an own name, in a third of the books with a dot between (`clan` carries the dot)."""
    return clan + _pick(rng, YI_MEN if male else YI_WOMEN)


def yi_clan(rng: Random) -> str:
    """A clan name, a third of them written with a dot."""
    return _pick(rng, YI_CLANS) + (DOT if rng.random() < 0.33 else "")


def mongol(rng: Random, *, male: bool) -> str:
    """One or two words, no surname."""
    second = _pick(rng, MONGOL_MEN if male else MONGOL_WOMEN)
    return second if rng.random() < 0.4 else _pick(rng, MONGOL_FIRST) + second


def respelled(rng: Random, name: str) -> str | None:
    """The same name as another clerk would transcribe it, or None where no word of it has a second spelling."""
    known = [word for word in RESPELLINGS if word in name]
    if not known:
        return None
    word = known[0] if rng.random() < 0.7 else rng.choice(known)
    return name.replace(word, rng.choice(RESPELLINGS[word]), 1)


def scripture(rng: Random, surname: str) -> str:
    """A Hui surname with a name from the Koran."""
    return surname + _pick(rng, HUI_SCRIPTURE)

"""How surnames are read where that differs from the usual reading, and surnames of two characters."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final


def _table(text: str) -> Mapping[str, tuple[str, ...]]:
    entries = (entry.split(":") for entry in text.split())
    return MappingProxyType({name: tuple(reading.split("'")) for name, reading in entries})


SINGLE: Final = _table(
    """
    单:shan 單:shan 仇:qiu 解:xie 查:zha 区:ou 區:ou 朴:piao 盖:ge 蓋:ge 曾:zeng 缪:miao 繆:miao 任:ren 华:hua 華:hua
    纪:ji 紀:ji 折:she 种:chong 乐:yue 樂:yue
    员:yun 員:yun 黑:he 秘:bi 冼:xian 洗:xian 翟:zhai 逄:pang 晁:chao 燕:yan 应:ying 應:ying 宁:ning 哈:ha 覃:qin
    祭:zhai 召:shao 卜:bu 重:chong 长:zhang 谌:chen
    郇:xun 郗:chi 隗:wei 都:du 能:nai 牟:mu 粘:nian 乜:nie 佴:nai 句:gou 阚:kan 繁:po 不:fou 薄:bo 贠:yun 炅:gui
    车:che 那:na 尉:wei 令:ling 过:guo
    """
)
COMPOUND: Final = _table(
    """
    欧阳:ou'yang 歐陽:ou'yang 司马:si'ma 司馬:si'ma 上官:shang'guan 诸葛:zhu'ge 諸葛:zhu'ge 皇甫:huang'fu 尉迟:yu'chi
    尉遲:yu'chi 令狐:ling'hu 长孙:zhang'sun 長孫:zhang'sun
    万俟:mo'qi 慕容:mu'rong 宇文:yu'wen 司徒:si'tu 司空:si'kong 公孙:gong'sun 澹台:tan'tai 轩辕:xuan'yuan
    东方:dong'fang 夏侯:xia'hou 端木:duan'mu 独孤:du'gu 南宫:nan'gong 西门:xi'men
    闻人:wen'ren 呼延:hu'yan 赫连:he'lian 濮阳:pu'yang 淳于:chun'yu 单于:chan'yu 太叔:tai'shu 申屠:shen'tu
    仲孙:zhong'sun 钟离:zhong'li 鲜于:xian'yu 闾丘:lv'qiu 司寇:si'kou 拓跋:tuo'ba
    宰父:zai'fu 谷梁:gu'liang 百里:bai'li 东郭:dong'guo 漆雕:qi'diao 乐正:yue'zheng 公冶:gong'ye 公羊:gong'yang
    宗政:zong'zheng 亓官:qi'guan 第五:di'wu 梁丘:liang'qiu 左丘:zuo'qiu 东门:dong'men
    子车:zi'ju 颛孙:zhuan'sun 巫马:wu'ma 公西:gong'xi 壤驷:rang'si 夹谷:jia'gu 段干:duan'gan 叱干:chi'gan 贺兰:he'lan
    纳兰:na'lan 完颜:wan'yan 耶律:ye'lv 羊舌:yang'she 微生:wei'sheng
    """
)
HETERONYMS: Final = _table(
    """
    茜:xi'qian 乐:yue'le 晟:cheng'sheng 盛:cheng'sheng 柏:bo'bai 长:chang'zhang 朝:chao'zhao 行:xing'hang
    重:zhong'chong 都:du'dou 奇:qi'ji 贾:jia'gu 仔:zi'zai 谷:gu'yu 宿:su'xiu
    娜:na'nuo 角:jiao'jue 觉:jue'jiao 校:xiao'jiao 会:hui'kuai 藏:zang'cang 参:shen'can 传:chuan'zhuan 楷:kai'jie
    屏:ping'bing 强:qiang'jiang 瑗:yuan'huan 琢:zhuo'zuo 禅:chan'shan
    蔓:man'wan 隽:jun'juan 和:he'huo 呷:ga'xia 夹:jia'ga 什:shi'shen 叶:ye'xie 佛:fo'fu 阿:a'e 色:se'shai 拓:tuo'ta
    劲:jin'jing 莘:xin'shen 靓:liang'jing 筠:yun'jun 虹:hong'jiang
    厦:xia'sha 桔:ju'jie 泊:bo'po 杉:shan'sha 栖:qi'xi 栎:li'yue 莞:guan'wan 钥:yue'yao 颉:jie'xie 翟:zhai'di
    率:shuai'lv 沈:shen'chen
    俞:yu'shu 调:diao'tiao 弹:dan'tan 扎:zha'za 勒:le'lei 车:che'ju 尉:wei'yu 朴:pu'piao 解:jie'xie 单:dan'shan
    曾:zeng'ceng 薄:bo'bao 省:sheng'xing 乾:qian'gan 降:jiang'xiang 炅:jiong'gui
    """
)
"""Characters of names with more than one reading in daily use; what else a dictionary lists is archaic or rare."""

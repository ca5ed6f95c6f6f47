"""Characters that clerks mistake for one another: same sound, nearly the same sound, same look, other form, or rare.

All lists were written for this project. Each string of `SAME_SOUND`, `ALMOST_SAME_SOUND` and `ALIKE` is a group whose
members stand for one another; the tables at the end give the partners of one character.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

from notoneless.synthetic.words import words

# Same pinyin; the tone may differ, as it does when a name is taken down by ear.
SAME_SOUND: Final = words(
    """
    涵晗含函翰瀚 轩宣萱煊暄瑄璇 浩皓昊灏颢 宇雨羽语禹玉钰裕育煜郁瑜渝 欣昕馨鑫新心歆忻 怡一依伊宜奕艺逸毅亦义益亿译
    佳嘉家加珈 梓子紫姿孜籽滋 辰晨宸臣琛忱 睿瑞锐蕊 泽则择 博柏伯铂 诺糯 思斯丝 彤桐童同瞳 婷庭亭廷霆 悦月越岳玥乐
    妍言研岩颜严彦燕艳焱炎延雁 琪祺淇琦奇其棋绮启齐 俊君军钧峻骏珺郡 杰洁捷婕节 伟威薇维微唯惟炜玮苇
    静婧靖晶菁京敬境景 敏民闽 芳方房 丽莉力立利黎理 娜纳 霞夏 红宏洪鸿弘虹 明铭名鸣茗 华桦骅 强墙 志智芷之芝致
    文雯闻纹 涛韬滔 勇永咏泳 斌彬宾滨 波博播 辉晖慧惠卉汇 刚钢罡 建健剑鉴 平萍苹屏坪 国果 峰锋丰枫风烽凤 林琳霖临麟淋
    龙隆珑 成诚承程城澄丞呈 凯楷恺铠 天添甜 阳杨洋扬旸 晓筱小肖潇萧霄啸笑 倩茜芊千谦乾 蓉荣容融榕镕 春椿纯 秀修绣
    英莹盈颖映滢瑛 兰岚澜蓝 桂贵 珍真贞臻 梅美媚 云芸耘韵运昀匀 飞菲妃斐霏 超朝潮 亮良梁量谅 旭绪序叙 帆凡繁梵 航杭行
    鹏朋彭 程成 远源媛园圆苑元原缘 可科柯克珂轲 清青卿晴情 雪学 佩培沛 琼穹 茹如儒 兴星幸杏 德得 富福夫芙 祥翔香湘享襄
    祖族 光广 全泉权铨荃 福伏 生声胜升晟盛圣笙 金锦瑾谨今 东冬栋 少绍韶邵 仁任壬 信芯 安桉 康慷 宁凝 乐勒 彩才财 凤奉
    花华 莲连怜涟 芬纷 菊举 会惠 桃陶 竹珠朱祝 仙先鲜贤娴 露璐路鹭陆 玲灵凌铃翎伶令 娟涓鹃 妮泥尼 苗妙淼 沐木牧慕睦
    尧瑶遥姚耀曜 若偌 汐希熙曦溪兮西惜玺喜 芮瑞 墨默陌茉莫 骁枭 柔揉 灿璨粲 豪毫濠好 硕朔烁 晋进近瑨 楠南男 沁钦
    蕾磊雷垒镭 冰兵 迪笛 菡涵 舒书姝殊淑树 彬斌 桓环寰 霓倪 张章彰 王汪旺 李里理 刘留柳 陈晨 黄皇煌 赵照兆 吴武伍五
    周州舟洲 徐许 孙荪 马麻玛 胡湖 郭国 何和河荷贺禾赫 罗萝洛络骆 梁良 谢协 宋松颂 唐堂棠 韩寒 邓灯 冯逢 曹操 彭鹏
    曾增 田甜 董懂 潘盼 袁圆 蔡菜 蒋江姜 余于鱼俞 杜度 叶业烨晔 魏卫 苏素 吕旅 丁定 卢芦 沈审 钟中忠仲 崔翠 谭谈 范凡
    廖料 石实时诗 韦伟 贾甲 邹走 熊雄 白百柏 孟梦 秦琴勤 邱秋 侯厚 尹引音 薛雪 闫言 段端 雷累 史石 毛茂 郝好 顾古 龚公
    万婉琬晚 覃秦 钱前 戴代 向相项象 常昌 汤唐 易意 乔桥巧 文温
    """
)

# Pairs that southern and south-western speech merges: n/l, f/h, z/zh, c/ch, s/sh, an/ang, en/eng, in/ing.
ALMOST_SAME_SOUND: Final = words(
    """
    林凌 林玲 琳铃 琳玲 南兰 楠岚 男蓝 娜拉 宁林 宁凌 妮丽 妮莉 诺洛 年连 念莲 农龙 奴卢 牛刘 娘良 内雷 能冷 聂列 欣星
    欣兴 鑫兴 新星 心幸 金京 金晶 锦静 进敬 瑾境 今经 民明 敏铭 敏茗 彬冰 斌兵 滨冰 宾兵 银英 因英 音莹 寅盈 引颖 陈程
    陈成 晨成 晨诚 辰承 宸丞 琛澄 臣城 真正 珍争 贞铮 臻正 振正 镇政 仁仍 申生 深升 沈盛 慎胜 森僧 文翁 分风 芬枫 芬峰
    子芷 梓芷 紫之 姿知 资芝 思诗 斯时 丝施 司师 四世 素树 苏舒 孙顺 三山 桑商 森申 才柴 聪冲 从崇 春村 昌仓 辰岑
    泽哲 则哲 择哲 择折 增正 曾郑 张臧 朱租 祝祖 福虎 福胡 富互 夫呼 芳荒 方黄 房皇 凡环 帆欢 发花 粉混
    番欢 分昏 安昂 兰郎 岚朗 山商 丹当 涵航 汉杭 寒杭 韩杭 燕样 妍杨 言阳 岩洋 先香 贤祥 仙湘 晚旺 婉往 万王 班帮 盘庞
    """
)

# Nearly the same strokes: one part added, left out or exchanged.
ALIKE: Final = words(
    """
    晗唅 涵菡 宇字 字宁 昊吴 昊旻 皓浩 皓晧 轩轲 轩斩 萱宣 瑄宣 欣欧 欣忻 怡恰 怡治 佳住 佳桂 梓样 梓锌 辰唇 晨辰 宸辰
    睿壑 泽择 泽译 博搏 博傅 诺喏 诺若 思恩 恩思 彤彬 婷停 婷庭 悦税 悦锐 妍姘 妍研 琪棋 琪淇 淇棋 祺棋 俊峻 俊竣 峻骏
    杰木 洁浩 捷婕 伟玮 伟纬 炜玮 薇微 静靖 靖婧 敏每 芳芬 丽酽 莉利 莉茉 娜哪 霞暇 红江 宏宠 洪供 鸿鸡 弘引 明朋 铭茗
    铭洺 华毕 桦铧 强弹 志忠 智暂 芝艺 文交 雯零 涛淘 涛祷 勇男 永水 咏泳 斌赋 彬杉 滨槟 波泼 波被 辉晖 晖挥 慧彗 惠思
    刚钢 钢铜 建健 健键 平乎 萍苹 国固 国围 峰锋 锋蜂 峰蜂 枫飒 海悔 林木 琳淋 霖淋 龙尤 龙龚 成戍 诚城 程秤 凯岂 楷揩
    天夭 天夫 阳阴 阳旭 杨扬 洋样 晓哓 晓烧 筱莜 肖尚 潇萧 倩情 倩清 茜西 芊竿 谦廉 蓉容 荣荧 榕蓉 秀乃 秀季 英央 英瑛
    莹荧 莹萤 颖颍 颖频 兰三 岚风 桂佳 桂挂 贵责 珍诊 珍玲 真直 贞员 梅海 梅悔 美羊 云去 芸云 韵韶 飞气 菲非 霏菲 超赵
    朝潮 亮壳 良郎 梁粱 旭旮 旭九 帆帖 凡几 航舫 鹏鹃 远近 源沅 媛缓 媛援 园圆 元无 可司 科料 柯何 珂坷 清情 清请 青责
    晴睛 晴情 雪雷 佩珮 琼惊 茹如 如加 儒濡 兴兰 星皇 德得 富宫 福幅 福副 祥详 祥样 翔翊 光先 全金 泉帛 权杈 生牛 胜性
    晟成 盛盈 金全 锦绵 瑾谨 瑾槿 东车 东乐 冬各 栋拣 少小 绍昭 韶韵 仁仕 任仕 信言 安宴 康庸 宁宇 彩采 财材 凤风
    花化 莲连 芬芳 菊茵 桃挑 竹行 珠株 仙他 娴娜 露雾 璐露 玲珍 玲铃 凌陵 灵炅 娟捐 娟涓 妮呢 苗亩 淼焱 沐休 沐林
    木本 慕幕 尧晓 瑶摇 遥谣 耀曜 曜耀 若苦 若苍 汐夕 希布 熙照 溪奚 墨黑 墨默 默墨 骁饶 柔矛 灿灶 豪毫 豪家 硕顾 朔溯
    烁铄 晋普 楠南 沁泌 蕾雷 磊垒 冰水 迪油 舒舍 姝妹 淑叔 书韦 环坏 霓倪 李季 李孝 王玉 王主 刘列 陈阵 陈东 周同
    吴吕 徐涂 孙孔 马乌 胡湖 郭敦 何河 高亮 罗萝 郑邓 谢射 宋宗 宋末 唐庸 韩朝 邓郑 冯马 曹曾 彭膨 曾曹 田由 董重
    潘播 袁哀 蔡察 蒋将 余佘 于干 杜社 叶吐 魏巍 苏办 吕吴 丁个 卢户 姚桃 沈沉 钟种 姜美 崔催 谭潭 陆际 范苑 汪江 廖寥
    石右 夏复 付什 方万 邹皱 熊能 白自 孟盂 秦泰 邱丘 侯候 江汪 尹伊 薛薜 闫闰 段假 雷霍 黎藜 史吏 陶淘 贺驾 毛手 郝赫
    顾颀 龚龙 邵邰 万方 覃谭 武斌 钱线 戴载 严产
    """
)

# Simplified character and its traditional form.
_TRADITIONAL: Final = words(
    """
    国國 华華 丽麗 凤鳳 飞飛 龙龍 马馬 张張 刘劉 陈陳 杨楊 黄黃 赵趙 吴吳 孙孫 罗羅 郑鄭 谢謝 许許 韩韓 邓鄧 冯馮 萧蕭
    叶葉 苏蘇 吕呂 卢盧 钟鍾 谭譚 陆陸 范範 贾賈 邹鄒 闫閆 龚龔 万萬 钱錢 严嚴 汤湯 顾顧 贺賀 伟偉 军軍 强強 杰傑 辉輝
    刚剛 东東 栋棟 亿億 义義 乐樂 云雲 兰蘭 莲蓮 红紅 静靜 颖穎 莹瑩 荣榮 庆慶 兴興 学學 宝寶 财財 贵貴 远遠 进進 达達
    运運 连連 锋鋒 铭銘 锦錦 银銀 铁鐵 钢鋼 诗詩 语語 诺諾 谦謙 泽澤 涛濤 润潤 灿燦 玮瑋 琼瓊 环環 维維 绍紹 绮綺 芦蘆
    苹蘋 韦韋 韵韻 颜顏 风風 骏駿 骁驍 鹏鵬 鸿鴻 麦麥 岚嵐 晓曉 桦樺 梦夢 滨濱 潇瀟 烨燁 轩軒 贞貞 贤賢 宁寧 尧堯
    """
)

# A second form of the same character, still met in old household books.
_VARIANT: Final = words(
    """
    涵㴠 俊儁 强彊 国囯 晓暁 宇㝢 欣訢 昊昦 浩澔 泽沢 明眀 博愽 琪璂 文彣 峰峯 群羣 略畧 秋秌 喆哲 哲喆 坤堃 升昇
    升陞 淼渺 炯烱 徽幑 考攷 熙煕 煕熙 晋晉 昆崑 宴晏 珍珎 岩巖 岩嵒 奇竒 幸倖 杯盃 并並 弘弦 煊烜 烜煊 修脩
    脩修 钰玊 剑剣 剑劍 恒恆 黄黃 丘邱 邱丘 仙僊 冰氷 和龢 沉沈 明朙 窗窓 耀燿 燿耀 异異 于於 蕊蕋 凉涼
    """
)

# Rare characters in given names and what a keyboard without them leaves: the bare pinyin.
RARE: Final[Mapping[str, str]] = MappingProxyType(
    dict(
        entry.split(":")
        for entry in words(
            """
            堃:kun 燊:shen 彧:yu 昶:chang 喆:zhe 甯:ning 昉:fang 赟:yun 翀:chong 垚:yao 頔:di 劼:jie 旻:min 祎:yi 淏:hao
            瑀:yu 烜:xuan 韡:wei 婳:hua 媄:mei 芃:peng 洺:ming 玘:qi 偲:cai 翾:xuan 砚:yan 犇:ben 骉:biao 赑:bi 䶮:yan
            㛃:jie 㬎:xian
            """
        )
    )
)


def _partners(groups: Iterable[str]) -> Mapping[str, str]:
    partners: dict[str, str] = {}
    for group in groups:
        for character in group:
            others = partners.get(character, "") + group.replace(character, "")
            partners[character] = "".join(dict.fromkeys(others))
    return MappingProxyType({character: others for character, others in partners.items() if others})


def _forms(pairs: Iterable[str]) -> Mapping[str, str]:
    forms: dict[str, str] = {}
    for pair in pairs:
        forms[pair[0]] = forms.get(pair[0], "") + pair[1]
    return MappingProxyType(forms)


HOMOPHONES: Final = _partners(SAME_SOUND)
NEAR_HOMOPHONES: Final = _partners(ALMOST_SAME_SOUND)
LOOK_ALIKES: Final = _partners(ALIKE)
TRADITIONAL_FORMS: Final = _forms(_TRADITIONAL)
VARIANT_FORMS: Final = _forms(_VARIANT)

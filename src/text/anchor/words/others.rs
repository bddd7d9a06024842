//! Languages of which the commonest words alone are known: negations, hedges and numbers.

use super::Words;

/// Russian.
pub(super) const RUSSIAN: Words = Words {
    tag: "ru",
    common: "и в на что он как это по но из у за от его был она они",
    negations: "не ни нет никогда никто ничего никого без нельзя никакой никаких",
    denying_after: "",
    negative_prefixes: "не без анти",
    hedges: "\
        может могут мог могла могли возможно вероятно наверное кажется якобы предположительно видимо \
        похоже бы",
    conditional: "",
    numbers: "\
        один два две три четыре пять шесть семь восемь девять десять сто тысяча тысячи тысяч миллион \
        миллиона миллионов миллиард миллиарда миллиардов половина треть четверть первый второй третий \
        десятки сотни",
    number_glue: "",
    qualifiers: "более больше менее меньше около примерно почти свыше минимум максимум до",
};

/// Ukrainian.
pub(super) const UKRAINIAN: Words = Words {
    tag: "uk",
    common: "і в на що він як це по але із у за від його був вона вони та",
    negations: "не ні ніколи ніхто нічого нікого без немає жодного жодної жоден",
    denying_after: "",
    negative_prefixes: "не без анти",
    hedges: "\
        може можуть міг могла могли можливо ймовірно мабуть здається нібито ймовірний б би",
    conditional: "",
    numbers: "\
        один два дві три чотири шість сім вісім десять сто тисяча тисячі тисяч мільйон мільйона \
        мільйонів мільярд половина третина чверть перший другий третій десятки сотні",
    number_glue: "",
    qualifiers: "більше понад менше близько приблизно майже щонайменше до",
};

/// Arabic. Small words written onto others are not told apart.
pub(super) const ARABIC: Words = Words {
    tag: "ar",
    common: "",
    negations: "لا لم لن ليس ليست غير بدون دون ما",
    denying_after: "",
    negative_prefixes: "",
    hedges: "قد ربما يمكن يبدو محتمل يحتمل يزعم مزعوم",
    conditional: "",
    numbers: "\
        واحد اثنان اثنين ثلاثة أربعة خمسة ستة سبعة ثمانية تسعة عشرة مئة مائة ألف آلاف مليون ملايين مليار \
        نصف ثلث ربع عشرات مئات",
    number_glue: "",
    qualifiers: "أكثر أقل نحو حوالي تقريبا",
};

/// Chinese: each character counts as a word.
pub(super) const CHINESE: Words = Words {
    tag: "zh",
    common: "的 了 是",
    negations: "不 没 沒 未 无 無",
    denying_after: "",
    negative_prefixes: "",
    hedges: "或 似 疑",
    conditional: "",
    numbers: "一 二 三 四 五 六 七 八 九 十 百 千 万 萬 亿 億 两 兩 零 半",
    number_glue: "",
    qualifiers: "约 約 近 超 逾 余",
};

/// Japanese: what denies is an ending, of which the last letters tell.
pub(super) const JAPANESE: Words = Words {
    tag: "ja",
    common: "の に を は が",
    negations: "不 未 無 非 ぬ",
    denying_after: "",
    negative_prefixes: "",
    hedges: "",
    conditional: "",
    numbers: "一 二 三 四 五 六 七 八 九 十 百 千 万 億 半",
    number_glue: "",
    qualifiers: "約 超",
};

/// Korean. What denies within a verb (않다) is found by its stem alone.
pub(super) const KOREAN: Words = Words {
    tag: "ko",
    common: "",
    negations: "안 못 않다 않는다 않았다 않는 않은 않을 없다 없는 없이 없었다 아니다 아닌 아니라",
    denying_after: "",
    negative_prefixes: "비 불 무 미",
    hedges: "아마 듯 것으로 수도",
    conditional: "",
    numbers: "하나 둘 셋 넷 다섯 여섯 일곱 여덟 아홉 열 백 천 만 억 절반",
    number_glue: "",
    qualifiers: "약 이상 이하 미만 초과",
};

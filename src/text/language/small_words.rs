//! The small words of the languages most read here: articles, prepositions, pronouns, conjunctions, auxiliaries.
//!
//! A sentence of six words holds two or three of them, where its letters alone may be those of several languages. They are the second witness
//! beside the statistical reader of letters: it names French what is Albanian, and is unsure of what is short.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// A language with its small words, and words of its neighbours that it does not have.
struct Tongue {
    tag: &'static str,
    words: &'static str,
    foreign: &'static str,
}

const TONGUES: [Tongue; 7] = [
    Tongue {
        tag: "fr",
        words: "le la les l un une des du de d au aux et ou où que qui qu quoi dont ce cet cette ces c ça cela il elle ils elles on je j tu \
            nous vous lui leur leurs me m te se s en y ne n pas plus moins très est sont était étaient été être a ont avait avaient avoir \
            sera seront fut furent fait faire dit peut dans sur sous avec sans pour par chez entre vers contre depuis pendant avant après \
            selon dès jusqu lors mais donc car si comme quand aussi ainsi alors même mêmes tout tous toute toutes autre autres son sa ses \
            mon ma mes ton notre nos votre vos à",
        foreign: "amb els lo los dins nuk është të një që nga që dhe për në kanë ishte",
    },
    Tongue {
        tag: "en",
        words: "the a an of to and or in on at by for from with without into onto over under about after before between during against \
            through since until as than then that this these those which who whom whose what when where why how is are was were be been \
            being am has have had having do does did will would shall should can could may might must not no nor but if because while so \
            such very also only just more most some any all both each other he she it they we you i him her his hers its their them our us \
            your my me there here said says up out",
        foreign: "ang mga ay sa ng nga wis tha oan fan",
    },
    Tongue {
        tag: "es",
        words: "el la los las lo un una unos unas de del al a y e o u que quien quienes cual cuales cuyo no ni sí si se me te le les nos su \
            sus mi mis tu es son era eran fue fueron ser sido está están estaba estar ha han había habían haber hay tiene tienen en con sin \
            por para sobre entre hasta desde hacia según contra ante tras durante como cuando donde porque pero sino aunque más menos muy \
            también ya este esta esto estos estas ese esa eso esos esas aquel él ella ellos ellas yo usted ustedes todo todos toda todas \
            otro otra otros otras dijo",
        foreign: "amb els i però és perquè dels unha non dos do da das ao um uma não dun nos á",
    },
    Tongue {
        tag: "pt",
        words: "o a os as um uma uns umas de do da dos das dum duma em no na nos nas num numa ao aos à às e ou que quem qual quais cujo não \
            nem se me te lhe lhes seu sua seus suas meu minha é são era eram foi foram ser sido está estão estava estar há tem têm tinha \
            ter com sem por pelo pela pelos pelas para sobre entre até desde contra após durante como quando onde porque mas mais menos \
            muito também já este esta isto estes estas esse essa isso esses essas aquele aquela ele ela eles elas eu você vocês todo todos \
            toda todas outro outra outros outras disse",
        foreign: "el los las y del unha non máis dixo xa hai con ás dun pero en lo",
    },
    Tongue {
        tag: "it",
        words: "il lo la i gli le l un uno una di del dello della dell dei degli delle a al allo alla all ai agli alle da dal dallo dalla dai \
            in nel nello nella nell nei negli nelle con su sul sulla sui sulle per tra fra e ed o che chi cui quale quali non né se si mi ti \
            ci vi ne lui lei loro suo sua suoi sue mio mia è sono era erano fu furono essere stato stata stati ha hanno aveva avevano avere \
            come quando dove perché ma anche più meno molto già questo questa questi queste quello quella quelli quel quei tutto tutti \
            tutta tutte altro altra altri detto sarà dopo prima contro senza secondo",
        foreign: "hà u chì sò hè els amb los et est de que es y în și lu su s-a est à",
    },
    Tongue {
        tag: "nl",
        words: "de een of aan voor door over bij uit naar te als dan dit deze wie wanneer waarom zijn waren wordt worden werd werden heeft hebben had hadden kunnen kon zal zullen zou zouden moet moeten niet geen omdat terwijl ook zeer zo ik je jij hij zij ze wij we jullie u hem haar hun zich zijn mijn onze tegen tijdens zonder volgens sinds zei andere",
        foreign: "nie vir sy hulle baie ek my hul ons' se gehad gewees kry jou jy n word dit nog hê wees se deur und der die das ist mit von den im oan yn it fan",
    },
    Tongue {
        tag: "de",
        words: "der die das den dem des ein eine einen einem einer eines und oder aber denn sondern nicht kein keine keinen ist sind war waren \
            sein wird werden wurde wurden worden hat haben hatte hatten kann können konnte soll sollen muss müssen will in im an am auf aus \
            bei beim mit nach von vom zu zum zur für durch über unter um gegen ohne bis seit vor zwischen während als wie wenn dass weil ob \
            wo wer was ich du er sie es wir ihr sich ihm ihn ihnen uns mich mir sein seine seinen ihre ihren auch noch nur schon sehr mehr \
            so da hier dort diese dieser dieses diesen sagte man",
        foreign: "het een van og på av är och att det för ass vun vum déi dat d et mat an",
    },
];

/// Which languages have a word, one bit each; and which have it not though their neighbours do.
static WORDS: LazyLock<HashMap<&str, (u8, u8)>> = LazyLock::new(|| {
    let mut all: HashMap<&str, (u8, u8)> = HashMap::new();
    for (place, tongue) in TONGUES.iter().enumerate() {
        let own: HashSet<&str> = tongue.words.split_whitespace().collect();
        for word in &own {
            all.entry(word).or_default().0 |= 1 << place;
        }
        for word in tongue.foreign.split_whitespace() {
            if !own.contains(word) {
                all.entry(word).or_default().1 |= 1 << place;
            }
        }
    }
    all
});

/// What the small words of a text say.
pub(super) struct Witness {
    /// How many words the text has.
    pub(super) words: usize,
    /// Of each language: how many of its words are its small ones, and their weight. A word of several languages weighs its part.
    found: [(usize, f64); TONGUES.len()],
}

/// Counts the small words of a text.
pub(super) fn witness(text: &str) -> Witness {
    let lower = text.to_lowercase();
    let tokens = lower.split(|c: char| !c.is_alphabetic());
    let mut witness = Witness {
        words: 0,
        found: [(0, 0.0); TONGUES.len()],
    };
    for token in tokens.filter(|token| !token.is_empty()) {
        witness.words += 1;
        let Some((own, foreign)) = WORDS.get(token) else {
            continue;
        };
        for (place, (count, weight)) in witness.found.iter_mut().enumerate() {
            if own & (1 << place) != 0 {
                *count += 1;
                *weight += 1.0 / f64::from(own.count_ones());
            }
            if foreign & (1 << place) != 0 {
                *weight -= 1.0;
            }
        }
    }
    witness
}

impl Witness {
    /// How many small words of a language the text has, if it is one of those known.
    pub(super) fn of(&self, tag: &str) -> Option<usize> {
        let place = TONGUES.iter().position(|tongue| tongue.tag == tag)?;
        Some(self.found[place].0)
    }

    /// The language that has most weight, with its count, its weight and how far the next is behind.
    pub(super) fn best(&self) -> (&'static str, usize, f64, f64) {
        let mut order: Vec<usize> = (0..TONGUES.len()).collect();
        order.sort_by(|a, b| self.found[*b].1.total_cmp(&self.found[*a].1));
        let (count, weight) = self.found[order[0]];
        (
            TONGUES[order[0]].tag,
            count,
            weight,
            weight - self.found[order[1]].1,
        )
    }
}

//! German.

use super::Words;

pub(super) const WORDS: Words = Words {
    tag: "de",
    common: "\
        der die das und ist den dem des ein eine einer einem einen zu mit von auf für im sich dass er \
        sie es wir ich hat war sind",
    negations: "\
        nicht nichts nie niemals niemand niemandem niemanden nirgends kein keine keinen keinem keiner \
        keines keinerlei weder noch ohne kaum keineswegs",
    denying_after: "",
    negative_prefixes: "un in im ir il miss nicht a anti",
    hedges: "\
        könnte könnten kann können dürfte dürften würde würden sollte sollten soll sollen mag möge \
        vielleicht möglicherweise womöglich vermutlich wahrscheinlich angeblich mutmaßlich mutmaßliche \
        mutmaßlichen mutmaßlicher offenbar anscheinend scheinbar wohl eventuell scheint scheinen schien \
        möglich mögliche möglichen vermeintlich vermeintliche vermeintlichen wäre wären hätte hätten",
    conditional: "",
    numbers: "\
        eins zwei zwo drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn \
        sechzehn siebzehn achtzehn neunzehn zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig \
        neunzig hundert hunderte hunderten tausend tausende tausenden million millionen milliarde \
        milliarden billion billionen dutzend dutzende dutzenden null erste ersten erster erstes zweite \
        zweiten zweiter dritte dritten dritter vierte vierten fünfte fünften hälfte halb halbe halben \
        drittel viertel doppelt doppelte dreifach zweimal dreimal januar jänner februar märz april mai \
        juni juli august september oktober november dezember montag dienstag mittwoch donnerstag freitag \
        samstag sonnabend sonntag",
    number_glue: "ein und",
    qualifiers: "\
        mehr weniger über unter rund etwa ungefähr circa ca fast beinahe nahezu mindestens höchstens bis \
        genau exakt",
};

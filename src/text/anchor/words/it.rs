//! Italian.

use super::Words;

pub(super) const WORDS: Words = Words {
    tag: "it",
    common: "\
        il la lo i gli le di e che un una è in per con del della dei delle al alla da si sono ha nel \
        nella",
    negations: "\
        non mai nessuno nessuna nessun niente nulla né neanche nemmeno neppure senza mica affatto",
    denying_after: "più",
    negative_prefixes: "in im il ir s dis anti a",
    hedges: "\
        potrebbe potrebbero può possono forse probabilmente possibilmente presumibilmente apparentemente \
        presunto presunta presunti presunte sedicente sembra sembrano sembrava pare parrebbe sarebbe \
        sarebbero avrebbe avrebbero dovrebbe dovrebbero possibile possibili probabile probabili",
    conditional: "rebbe rebbero",
    numbers: "\
        due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici \
        sedici diciassette diciotto diciannove venti trenta quaranta cinquanta sessanta settanta ottanta \
        novanta cento mille mila milione milioni miliardo miliardi dozzina dozzine decina decine \
        centinaio centinaia migliaio migliaia zero primo prima secondo seconda terzo terza quarto quarta \
        quinto quinta metà mezzo mezza doppio triplo gennaio febbraio marzo aprile maggio giugno luglio \
        agosto settembre ottobre novembre dicembre lunedì martedì mercoledì giovedì venerdì sabato \
        domenica",
    number_glue: "\
        uno un ventun trentun quarantun cinquantun vent trent quarant cinquant sessant settant ottant \
        novant tré",
    qualifiers: "più meno circa quasi oltre almeno fino esattamente minimo massimo",
};

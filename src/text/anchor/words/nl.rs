//! Dutch.

use super::Words;

pub(super) const WORDS: Words = Words {
    tag: "nl",
    common: "\
        de het een en van is in dat op te zijn met voor er die niet aan door als ook bij om naar heeft \
        werd",
    negations: "niet niets niks nooit niemand nergens geen geenszins noch zonder nauwelijks",
    denying_after: "",
    negative_prefixes: "on in im niet wan dis a anti",
    hedges: "\
        zou zouden kan kunnen kon konden mogelijk mogelijke misschien wellicht vermoedelijk \
        vermoedelijke waarschijnlijk waarschijnlijke vermeend vermeende blijkbaar kennelijk schijnbaar \
        verluidt lijkt lijken leek zogenaamd zogenaamde zogeheten eventueel eventuele",
    conditional: "",
    numbers: "\
        twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien \
        zeventien achttien negentien twintig dertig veertig vijftig zestig zeventig tachtig negentig \
        honderd honderden duizend duizenden miljoen miljoenen miljard miljarden biljoen dozijn dozijnen \
        tientallen tiental honderdtal nul eerste tweede derde vierde vijfde zesde helft half halve kwart \
        dubbel dubbele driemaal tweemaal januari februari maart april mei juni juli augustus september \
        oktober november december maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
    number_glue: "een eneen ën en",
    qualifiers: "\
        meer minder ongeveer circa ca bijna ruim minstens hoogstens maximaal minimaal tot precies",
};

//! English.

use super::Words;

pub(super) const WORDS: Words = Words {
    tag: "en",
    common: "\
        the of and to in is was that it for on with as by at from his her he she they this which be are \
        were an i you my me",
    negations: "\
        not n't no never none nobody nothing neither nor nowhere without cannot hardly scarcely barely \
        don't doesn't didn't isn't aren't wasn't weren't won't wouldn't can't couldn't shouldn't hasn't \
        haven't hadn't mustn't needn't shan't ain't mightn't",
    denying_after: "",
    negative_prefixes: "un in im il ir dis non mis anti a",
    hedges: "\
        may might could would should can possibly perhaps maybe probably reportedly allegedly apparently \
        seemingly purportedly supposedly presumably likely unlikely suspected alleged purported supposed \
        presumed seems seem seemed appears appear appeared suggests suggested suggest believed \
        potentially potential possible probable conceivably arguably",
    conditional: "",
    numbers: "\
        one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen \
        seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred \
        hundreds thousand thousands million millions billion billions trillion trillions dozen dozens \
        score scores zero first second third fourth fifth sixth seventh eighth ninth tenth twentieth \
        half quarter quarters once twice thrice double triple january february april june july august \
        september october november december monday tuesday wednesday thursday friday saturday sunday",
    number_glue: "",
    qualifiers: "\
        more less fewer over under about around approximately roughly nearly almost least most exactly \
        precisely some above below exceeding",
};

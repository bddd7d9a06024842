//! French.

use super::Words;

pub(super) const WORDS: Words = Words {
    tag: "fr",
    common: "\
        le la les des du et est dans que qui une au aux pour sur avec ce cette il elle nous vous ils par \
        son sa ses à de en se l d",
    negations: "\
        ne n pas non jamais rien aucun aucune aucuns aucunes nul nulle ni sans point guère nullement \
        aucunement",
    denying_after: "plus personne",
    negative_prefixes: "in im il ir mal non dé dés a anti mé",
    hedges: "\
        pourrait pourraient peut peuvent aurait auraient serait seraient devrait devraient ferait \
        feraient irait semble semblent semblerait semblait paraît paraîtrait apparemment probablement \
        vraisemblablement possible possiblement possibles éventuellement éventuel éventuelle présumé \
        présumée présumés présumées prétendu prétendue prétendument supposé supposée supposés censé \
        censée susceptible susceptibles probable probables soupçonne soupçonné allégué hypothétique \
        doute douterait",
    conditional: "rait raient rais",
    numbers: "\
        deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize vingt \
        vingts trente quarante cinquante soixante septante octante huitante nonante cent cents mille \
        million millions milliard milliards billion billions dizaine dizaines douzaine douzaines \
        quinzaine vingtaine trentaine quarantaine cinquantaine soixantaine centaine centaines millier \
        milliers zéro premier première premiers premières deuxième deuxièmes second seconde troisième \
        quatrième cinquième sixième septième huitième neuvième dixième centième millième moitié demi \
        demie tiers quart quarts double triple quadruple janvier février mars avril mai juin juillet \
        août septembre octobre novembre décembre lundi mardi mercredi jeudi vendredi samedi dimanche",
    number_glue: "",
    qualifiers: "\
        plus moins environ près presque quasiment jusqu exactement précisément minimum maximum quelque \
        quelques autour dépassant",
};

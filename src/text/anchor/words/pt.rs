//! Portuguese.

use super::Words;

pub(super) const WORDS: Words = Words {
    tag: "pt",
    common: "o a os as de e em que um uma é do da dos das no na por com para se ao foi são não",
    negations: "não nunca jamais nada ninguém nenhum nenhuma nenhuns nem tampouco sem",
    denying_after: "mais",
    negative_prefixes: "in im i ir des dis anti a",
    hedges: "\
        poderia poderiam pode podem talvez possivelmente provavelmente supostamente alegadamente \
        aparentemente suposto suposta supostos supostas alegado alegada parece parecem parecia seria \
        seriam teria teriam haveria deveria deveriam possível possíveis provável prováveis",
    conditional: "ria riam rias ríamos",
    numbers: "\
        dois duas três quatro cinco seis sete oito nove dez onze doze treze catorze quatorze quinze \
        dezesseis dezasseis dezessete dezassete dezoito dezenove dezanove vinte trinta quarenta \
        cinquenta sessenta setenta oitenta noventa cem cento duzentos duzentas trezentos trezentas \
        quatrocentos quinhentos seiscentos setecentos oitocentos novecentos mil milhão milhões bilhão \
        bilhões milhares milhar dúzia dúzias dezena dezenas centena centenas zero primeiro primeira \
        segundo segunda terceiro terceira quarto quarta quinto quinta metade meio meia terço dobro \
        triplo janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro \
        domingo sábado",
    number_glue: "",
    qualifiers: "mais menos cerca aproximadamente quase até exatamente mínimo máximo uns umas",
};

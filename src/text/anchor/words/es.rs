//! Spanish.

use super::Words;

pub(super) const WORDS: Words = Words {
    tag: "es",
    common: "\
        el la los las de y en que un una es por con para del al se su lo como este esta fue son ha",
    negations: "\
        no nunca jamás nada nadie ningún ninguno ninguna ningunos ni tampoco sin apenas",
    denying_after: "más",
    negative_prefixes: "in im i ir des dis anti a",
    hedges: "\
        podría podrían puede pueden quizá quizás tal acaso posiblemente probablemente presuntamente \
        supuestamente aparentemente presunto presunta presuntos presuntas supuesto supuesta supuestos \
        supuestas parece parecen parecía sería serían habría habrían debería deberían posible posibles \
        probable probables",
    conditional: "ría rían rías ríamos",
    numbers: "\
        dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis \
        diecisiete dieciocho diecinueve veinte veintiuno veintidós veintitrés treinta cuarenta cincuenta \
        sesenta setenta ochenta noventa cien ciento doscientos doscientas trescientos trescientas \
        cuatrocientos quinientos quinientas seiscientos setecientos ochocientos novecientos mil miles \
        millón millones billón billones docena docenas decena decenas centenar centenares cero primer \
        primero primera segundo segunda tercer tercero tercera cuarto cuarta quinto quinta mitad medio \
        media tercio doble triple enero febrero marzo abril mayo junio julio agosto septiembre setiembre \
        octubre noviembre diciembre lunes martes miércoles jueves viernes sábado domingo",
    number_glue: "",
    qualifiers: "\
        más menos aproximadamente cerca casi unos unas alrededor hasta exactamente mínimo máximo",
};

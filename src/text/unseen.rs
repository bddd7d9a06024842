//! Which characters nobody sees. A name's key leaves them out, a shown text shows them.

use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};

/// Controls, format characters, line and paragraph separators, and whatever else takes no room:
/// the default-ignorable marks, fillers and reserved places of the Unicode Character Database
/// (`Default_Ignorable_Code_Point` beyond the category Cf).
pub(super) fn is_unseen(c: char) -> bool {
    use GeneralCategory::{Control, Format, LineSeparator, ParagraphSeparator};
    if c.is_ascii() {
        return c.is_ascii_control();
    }
    let takes_no_room = matches!(c,
        '\u{034F}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{180B}'..='\u{180F}'
        | '\u{2065}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFF8}'
        | '\u{E0000}'..='\u{E0FFF}');
    takes_no_room
        || !is_common_letter(c)
            && matches!(
                c.general_category(),
                Control | Format | LineSeparator | ParagraphSeparator
            )
}

/// Ranges of letters that most texts consist of, asked before a search in the tables. They hold
/// no space, dash, mark or unseen character.
pub(super) fn is_common_letter(c: char) -> bool {
    matches!(c, 'À'..='ʯ' | 'Ѐ'..='ҁ' | 'ぁ'..='ゖ' | '一'..='鿿' | '가'..='힣')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_letters_take_room() {
        use GeneralCategory::{Control, DashPunctuation, Format, NonspacingMark, Unassigned};
        for c in ('\u{80}'..=char::MAX).filter(|c| is_common_letter(*c)) {
            let category = c.general_category();
            let other = [Control, DashPunctuation, Format, NonspacingMark, Unassigned];
            assert!(!other.contains(&category) && !c.is_whitespace(), "{c}");
        }
    }
}

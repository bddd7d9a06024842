//! The entry that an editor opens: TOML, with what is known filled in and the rest as comments.

use serde_json::{Map, Value};

use super::fields::{Field, Takes};
use dixit::model::Noun;
use dixit::report::render::toml;

/// Comments are broken before this many characters.
const WIDE: usize = 96;

/// A thing of a noun: the fields that are set, and comments for those that are not.
pub fn table(noun: Noun, set: &Map<String, Value>, fields: &[&[Field]]) -> String {
    let mut comments = String::new();
    let mut heading = "";
    let mut seen: Vec<&str> = Vec::new();
    for field in fields.iter().copied().flatten() {
        let root = field.root();
        if set.contains_key(root) || seen.contains(&root) || root.contains(':') {
            continue;
        }
        seen.push(root);
        if heading != field.heading {
            heading = field.heading;
            comments.push_str(&format!("\n# {heading}\n"));
        }
        let parts = fields
            .iter()
            .copied()
            .flatten()
            .filter(|f| f.root() == root);
        comments.push_str(&comment(field, &parts.collect::<Vec<_>>()));
    }
    toml::sheet(noun, set, &comments)
}

/// A field as a line to be filled in, what it means, and the words it may hold.
fn comment(field: &Field, parts: &[&Field]) -> String {
    let root = field.root();
    let blank = match field.takes {
        _ if field.key != root => {
            let within = parts.iter().filter_map(|part| part.key.split_once('.'));
            let within: Vec<String> = within.map(|(_, key)| format!("{key} = \"\"")).collect();
            format!("{{ {} }}", within.join(", "))
        }
        Takes::Yes => "true".to_owned(),
        Takes::Texts(_) | Takes::Parts(_) => "[\"\"]".to_owned(),
        Takes::Text("N") => "1".to_owned(),
        Takes::Text(_) | Takes::Word(_) => "\"\"".to_owned(),
    };
    let help = field.help.replace(" (can be repeated)", "");
    let mut text = format!("# {root} = {blank}   # {help}\n");
    if let Takes::Word(choices) = field.takes {
        let choices = choices();
        let mut line = "#     ".to_owned();
        for (at, choice) in choices.iter().enumerate() {
            let word = choice.get_name();
            let comma = if at + 1 < choices.len() { ", " } else { "" };
            if line.chars().count() + word.chars().count() > WIDE {
                text.push_str(line.trim_end());
                text.push('\n');
                line = "#     ".to_owned();
            }
            line.push_str(word);
            line.push_str(comma);
        }
        text.push_str(&line);
        text.push('\n');
    }
    text
}

/// Lines of comment, each broken where it is too wide.
pub fn remarks(lines: &[&str]) -> String {
    let mut text = String::new();
    for line in lines {
        let mut out = "#".to_owned();
        for word in line.split_whitespace() {
            if out.chars().count() + 1 + word.chars().count() > WIDE && out.len() > 1 {
                text.push_str(&out);
                text.push('\n');
                out = "#".to_owned();
            }
            out.push(' ');
            out.push_str(word);
        }
        text.push_str(&out);
        text.push('\n');
    }
    text
}

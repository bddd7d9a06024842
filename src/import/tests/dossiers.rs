//! The rules of the dossier.

use super::*;

#[test]
fn one_source_and_each_stand_behind_every_claim() {
    let entries = good(
        "d.toml",
        r#"
        [source]
        label = "An article"
        kind = "article"
        read_on = { day = "2024-12-04", because = "names the day" }

        [each]
        topics = ["dprk-russia"]
        speaker = "@source"
        said = "2024-12"
        role = "spokesman"

        [[occasion]]
        key = "belgium"
        speaker = "Mark Rutte"
        said = 2024-12-04
        where = "Belgium"

        [[claim]]
        text = "The treaty is in force"

        [[claim]]
        text = "It threatens the United States"
        occasion = "belgium"
        topic = "security"
        figure = [{ expression = "plus de 10.000", low = 10000, high = 1.50 }, "une dizaine"]
        "#,
    );
    let nouns: Vec<_> = entries.iter().map(Entry::noun).collect();
    assert_eq!(
        nouns,
        [Noun::Source, Noun::Occasion, Noun::Claim, Noun::Claim]
    );
    let Entry::Source(source) = &entries[0] else {
        panic!()
    };
    assert_eq!(source.key, "source");
    assert_eq!(source.body.kind, Some(SourceKind::Article));
    assert_eq!(source.place.to_string(), "d.toml:2:9");
    let Entry::Occasion(occasion) = &entries[1] else {
        panic!()
    };
    assert_eq!(occasion.body.r#where, "Belgium");
    assert_eq!(occasion.body.said.as_ref().unwrap().as_str(), "2024-12-04");
    assert_eq!(occasion.place_of("where").to_string(), "d.toml:17:9");

    let bare = attribution(&entries[2..3]);
    assert_eq!(bare.item.body.source.0, "source");
    assert_eq!(bare.speakers, []);
    assert_eq!(bare.speakers_otherwise, named(&["@source"]));
    assert_eq!(bare.item.body.role, "spokesman");
    assert_eq!(
        claim(&entries[2..3]).item.body.topics,
        named(&["dprk-russia"])
    );

    let of_occasion = attribution(&entries[3..]);
    assert_eq!(of_occasion.item.body.said, None, "the occasion says when");
    assert_eq!(
        of_occasion.item.body.role, "spokesman",
        "and not in what role"
    );
    assert_eq!(claim(&entries[3..]).item.body.topics, named(&["security"]));
    let figures = &of_occasion.item.body.figures;
    assert_eq!(figures[0].low.as_ref().unwrap().as_str(), "10000");
    assert_eq!(figures[0].high.as_ref().unwrap().as_str(), "1.50");
    assert_eq!(figures[1].expression, "une dizaine");
}

#[test]
fn a_whole_dossier_is_read() {
    let entries = good("d.toml", include_str!("example.toml"));
    let nouns: Vec<_> = entries.iter().map(Entry::noun).collect();
    assert_eq!(
        nouns,
        [Noun::Source, Noun::Occasion, Noun::Claim, Noun::Claim]
    );
    let troops = attribution(&entries[2..3]);
    assert_eq!(troops.speakers.len(), 2);
    assert_eq!(
        troops.item.body.figures[0].measure,
        Some(Named("North Korean soldiers sent to fight".into()))
    );
    let threat = attribution(&entries[3..]);
    assert_eq!(
        threat.item.body.occasion,
        Some(Named("rutte-belgium".into()))
    );
    assert_eq!(threat.item.body.hedge, "pourraient");
    assert_eq!(threat.speakers_otherwise, named(&["@source"]));
}

#[test]
fn several_attributions_stand_under_their_claim() {
    let entries = good(
        "d.toml",
        r#"
        source = [{ key = "a", title = "A" }, { key = "b" }]
        [[claim]]
        key = "troops"
        text = "There are troops"
        [[claim.attribution]]
        source = "a"
        speaker = ["United States", "South Korea"]
        jointly = "unclear"
        via = "KCNA"
        citing = [{ speaker = "intelligence", cue = "selon" }, "an adviser"]
        [[claim.attribution]]
        source = "b"
        speaker = "NATO"
        speaker_kind = "organisation"
        original = "Es gibt Truppen"
        [[attribution]]
        claim = "troops"
        source = { title = "C", author = "X" }
        "#,
    );
    let claimed = claim(&entries);
    let [first, second] = claimed.attributions.as_slice() else {
        panic!()
    };
    assert_eq!(first.speakers, named(&["United States", "South Korea"]));
    assert_eq!(first.jointly, Some(Jointly::Unclear));
    assert_eq!(first.item.body.via[0].speaker.0, "KCNA");
    assert_eq!(first.item.body.citing[0].cue, "selon");
    assert_eq!(first.item.body.citing[1].speaker.0, "an adviser");
    assert_eq!(second.speaker_kind, Some(SpeakerKind::Organisation));
    assert_eq!(
        second.item.body.original.as_ref().unwrap().text,
        "Es gibt Truppen"
    );
    let Some(Entry::Attribution(third)) = entries.last() else {
        panic!()
    };
    assert_eq!(third.item.body.claim.0, "troops");
    assert_eq!(third.source.as_ref().unwrap().authors, ["X"]);
}

#[test]
fn a_claim_may_say_that_nobody_says_it() {
    let text = "[source]\ntitle = \"T\"\n[[claim]]\ntext = \"C\"\nattribution = []\n";
    assert_eq!(claim(&good("d.toml", text)).attributions, []);
    assert_eq!(
        claim(&good("d.toml", "[[claim]]\ntext = \"C\"")).attributions,
        []
    );
    let withheld = "[source]\nid = \"kkkk\"\n[[claim]]\nid = \"llll\"\nwithheld = true";
    let entries = good("d.toml", withheld);
    assert!(claim(&entries).item.withheld);
    assert_eq!(claim(&entries).attributions, []);
}

#[test]
fn a_source_with_an_id_needs_no_key() {
    let text = "[source]\nid = \"kkkk\"\n[[claim]]\ntext = \"C\"\nquote = \"q\"";
    let entries = good("d.toml", text);
    assert_eq!(attribution(&entries).item.body.source.0, "id:kkkk");
    assert!(matches!(&entries[0], Entry::Source(s) if s.key.is_empty()));
}

#[test]
fn speakers_have_names_and_roles_in_short_and_in_full() {
    let entries = good(
        "d.toml",
        "[[speaker]]\nname = \"Kim\"\nrole = \"leader\"\n\
         [[speaker]]\nnames = [\"Йод\", { name = \"Iod\", lang = \"fr\" }]\nroles = [{ role = \"r\", held = \"2024\" }]",
    );
    let [Entry::Speaker(short), Entry::Speaker(full)] = entries.as_slice() else {
        panic!()
    };
    assert_eq!(short.body.names[0].name, "Kim");
    assert_eq!(short.body.roles[0].role, "leader");
    assert_eq!(full.body.names[1].lang, "fr");
    assert_eq!(short.place_of("names").to_string(), "d.toml:2:1");
}

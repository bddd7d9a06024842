//! What a file keeps: undo and redo, merging, withdrawing, disagreement, as-of, purge and verify.

use std::collections::BTreeMap;

use dixit::error::ErrorKind;
use dixit::model::body::Hash;
use dixit::model::{
    Attribution, Body, Claim, Judgement, JudgementKind, Moment, Name, Noun, Piece, Source, Speaker,
    SpeakerKind, Topic, Uid,
};
use dixit::report::build::{self, Audience, Edition};
use dixit::store::as_of::AsOf;
use dixit::store::undo::Undone;
use dixit::store::{Command, Open, Repeating, Store};
use tempfile::TempDir;

fn desk(seed: u64) -> Store {
    Store::in_memory(Box::new(Repeating::seeded(seed))).unwrap()
}

fn command(verb: &str) -> Command {
    Command::new(verb)
}

/// Writes a record; its identity and the operation's.
fn create(store: &mut Store, body: impl Into<Body>) -> (Uid, Uid) {
    let (uid, operation) = store
        .write(&command("add"), |w| w.create(body))
        .expect("a record can be made");
    (uid, operation.expect("it is an operation"))
}

fn topic(store: &mut Store, name: &str) -> Uid {
    create(
        store,
        Topic {
            name: name.into(),
            ..Topic::default()
        },
    )
    .0
}

fn claim(store: &mut Store, text: &str) -> Uid {
    create(
        store,
        Claim {
            text: text.into(),
            ..Claim::default()
        },
    )
    .0
}

fn speaker(store: &mut Store, name: &str, kind: Option<SpeakerKind>) -> Uid {
    let names = vec![Name {
        name: name.into(),
        ..Name::default()
    }];
    create(
        store,
        Speaker {
            names,
            kind,
            ..Speaker::default()
        },
    )
    .0
}

fn source(store: &mut Store, title: &str, url: &str) -> Uid {
    let body = Source {
        title: title.into(),
        url: url.into(),
        ..Source::default()
    };
    create(store, body).0
}

/// A claim that somebody says in a source.
fn said(store: &mut Store, claim: Uid, source: Uid, quote: &str) -> Uid {
    let body = Attribution {
        claim,
        source,
        quote: quote.into(),
        ..Attribution::default()
    };
    create(store, body).0
}

fn rename(store: &mut Store, uid: Uid, name: &str) -> Uid {
    let body = Topic {
        name: name.into(),
        ..Topic::default()
    };
    let (changed, operation) = store
        .write(&command("edit"), |w| w.edit(uid, body))
        .expect("a topic can be edited");
    assert!(changed);
    operation.expect("an edit is an operation")
}

/// The name of a topic; none where it has no row.
fn name(store: &Store, uid: Uid) -> Option<String> {
    match store.body(Noun::Topic, uid).unwrap() {
        Some(Body::Topic(body)) => Some(body.name),
        Some(_) => panic!("not a topic"),
        None => None,
    }
}

/// The line of `state` about a record: hash, heads, what is derived, body.
fn line(store: &Store, noun: Noun, uid: Uid) -> String {
    store.state().unwrap()[&format!("{noun} {uid}")].clone()
}

fn heads(store: &Store, noun: Noun, uid: Uid) -> u32 {
    let line = line(store, noun, uid);
    line.split(' ').nth(1).unwrap().parse().unwrap()
}

fn hash(store: &Store, noun: Noun, uid: Uid) -> String {
    line(store, noun, uid).split(' ').next().unwrap().to_owned()
}

/// A second desk that begins as the first.
fn copy_of(store: &Store, seed: u64) -> Store {
    let mut copy = desk(seed);
    copy.merge(store, "a copy").unwrap();
    copy
}

fn sound(store: &Store) {
    assert_eq!(store.verify().unwrap(), Vec::new());
}

// Undo and redo ------------------------------------------------------------------------------------

#[test]
fn undo_goes_back_one_command_at_a_time_and_redo_forward_again() {
    let mut file = desk(1);
    let mut states = vec![file.state().unwrap()];
    let uid = topic(&mut file, "grain");
    states.push(file.state().unwrap());
    rename(&mut file, uid, "wheat");
    states.push(file.state().unwrap());
    rename(&mut file, uid, "barley");
    assert_eq!(name(&file, uid).as_deref(), Some("barley"));
    for expected in ["wheat", "grain"] {
        file.undo().unwrap();
        assert_eq!(name(&file, uid).as_deref(), Some(expected));
    }
    file.undo().unwrap();
    assert_eq!(name(&file, uid), None);
    assert_eq!(file.undo().unwrap_err().kind(), ErrorKind::NotFound);
    for expected in ["grain", "wheat", "barley"] {
        file.redo().unwrap();
        assert_eq!(name(&file, uid).as_deref(), Some(expected));
    }
    assert_eq!(file.redo().unwrap_err().kind(), ErrorKind::NotFound);
    sound(&file);
}

#[test]
fn an_undo_is_undone_by_redo_and_can_be_undone_again() {
    let mut file = desk(2);
    let uid = topic(&mut file, "grain");
    rename(&mut file, uid, "wheat");
    for _ in 0..3 {
        file.undo().unwrap();
        assert_eq!(name(&file, uid).as_deref(), Some("grain"));
        file.redo().unwrap();
        assert_eq!(name(&file, uid).as_deref(), Some("wheat"));
    }
    file.undo().unwrap();
    rename(&mut file, uid, "rye");
    let nothing = file.redo().unwrap_err();
    assert_eq!(nothing.what(), "there is nothing to redo");
    assert_eq!(nothing.hints(), ["something else was done since the undo"]);
    sound(&file);
}

#[test]
fn an_undo_is_an_operation_that_names_what_it_reversed() {
    let mut file = desk(3);
    let uid = topic(&mut file, "grain");
    let edit = rename(&mut file, uid, "wheat");
    let before = file.operations().unwrap();
    let Undone::Operation { reversed, by } = file.undo().unwrap() else {
        panic!("no merge came before")
    };
    assert_eq!(reversed, edit);
    let new: Vec<Uid> = file
        .operations()
        .unwrap()
        .difference(&before)
        .copied()
        .collect();
    assert_eq!(new, [by]);
}

#[test]
fn undo_refuses_and_names_what_was_built_on_what_it_would_remove() {
    let mut file = desk(4);
    let (topic, _) = create(
        &mut file,
        Topic {
            name: "grain".into(),
            ..Topic::default()
        },
    );
    let mut other = copy_of(&file, 5);
    // Elsewhere a claim comes to stand under the topic; the merge itself is not what is undone.
    let body = Claim {
        text: "The quay is full".into(),
        topics: vec![topic],
        ..Claim::default()
    };
    let (claim, built) = create(&mut other, body);
    file.merge(&other, "elsewhere").unwrap();
    let kept = create(
        &mut file,
        Piece {
            title: "On grain".into(),
            ..Piece::default()
        },
    );
    file.undo().unwrap();
    let before = file.state().unwrap();
    let refused = file.undo().unwrap_err();
    assert_eq!(refused.kind(), ErrorKind::Conflict);
    assert!(refused.to_string().contains(&claim.id()), "{refused}");
    assert!(refused.to_string().contains(&built.id()), "{refused}");
    assert!(refused.hints()[0].contains(&claim.id()), "{refused:?}");
    assert_eq!(file.state().unwrap(), before);
    assert_eq!(file.body(Noun::Piece, kept.0).unwrap(), None);
}

#[test]
fn undo_refuses_where_a_record_was_changed_since_and_names_the_operation() {
    let mut file = desk(6);
    let uid = topic(&mut file, "grain");
    rename(&mut file, uid, "wheat");
    let mut other = copy_of(&file, 7);
    let changed = rename(&mut other, uid, "barley");
    file.merge(&other, "elsewhere").unwrap();
    topic(&mut file, "salt");
    file.undo().unwrap();
    let refused = file.undo().unwrap_err();
    assert_eq!(refused.kind(), ErrorKind::Conflict);
    assert!(refused.to_string().contains(&changed.id()), "{refused}");
    assert_eq!(name(&file, uid).as_deref(), Some("barley"));
}

#[test]
fn two_copies_that_undo_one_operation_undo_it_once() {
    let folder = TempDir::new().unwrap();
    let (one, two) = (folder.path().join("one.db"), folder.path().join("two.db"));
    let open = |path: &std::path::Path, seed| {
        Store::open_in(path, Open::CREATE, Box::new(Repeating::seeded(seed))).unwrap()
    };
    let mut file = open(&one, 8);
    let uid = topic(&mut file, "grain");
    rename(&mut file, uid, "wheat");
    drop(file);
    // A plain copy shares its past: what was made in the one was made in the other.
    std::fs::copy(&one, &two).unwrap();
    let (mut file, mut copy) = (open(&one, 9), open(&two, 10));
    file.undo().unwrap();
    copy.undo().unwrap();
    file.merge(&copy, "the copy").unwrap();
    copy.merge(&file, "the file").unwrap();
    assert_eq!(file.state().unwrap(), copy.state().unwrap());
    assert_eq!(name(&file, uid).as_deref(), Some("grain"));
    assert_eq!(heads(&file, Noun::Topic, uid), 1);
    // The next thing to undo is the making of the topic, not the edit once more.
    topic(&mut file, "salt");
    file.undo().unwrap();
    file.undo().unwrap();
    assert_eq!(name(&file, uid), None);
    sound(&file);
}

// Merging ------------------------------------------------------------------------------------------

#[test]
fn undo_straight_after_a_merge_takes_it_back_and_a_later_merge_brings_it_again() {
    let mut file = desk(11);
    let mine = topic(&mut file, "grain");
    let mut other = copy_of(&file, 12);
    rename(&mut other, mine, "wheat");
    let theirs = topic(&mut other, "salt");
    let (before, operations) = (file.state().unwrap(), file.operations().unwrap());
    assert_eq!(file.merge(&other, "elsewhere").unwrap().operations, 2);
    let merged = file.state().unwrap();
    assert_eq!(name(&file, theirs).as_deref(), Some("salt"));
    assert_eq!(file.undo().unwrap(), Undone::Merge { operations: 2 });
    assert_eq!(file.state().unwrap(), before);
    assert_eq!(file.operations().unwrap(), operations);
    sound(&file);
    assert_eq!(file.merge(&other, "elsewhere").unwrap().operations, 2);
    assert_eq!(file.state().unwrap(), merged);
    sound(&file);
}

#[test]
fn merging_what_is_there_already_changes_nothing() {
    let mut file = desk(13);
    topic(&mut file, "grain");
    let mut other = copy_of(&file, 14);
    topic(&mut other, "salt");
    file.merge(&other, "elsewhere").unwrap();
    let state = file.state().unwrap();
    for _ in 0..2 {
        assert_eq!(file.merge(&other, "elsewhere").unwrap().operations, 0);
        assert_eq!(other.merge(&file, "back").unwrap().versions, 0);
        assert_eq!(file.state().unwrap(), state);
    }
    assert_eq!(other.state().unwrap(), state);
}

#[test]
fn a_merge_of_operations_whose_past_is_missing_is_refused_whole() {
    let mut file = desk(15);
    topic(&mut file, "grain");
    topic(&mut file, "salt");
    let mut changes = file.changes(&Default::default()).unwrap();
    changes.sort_by_key(|change| change.operation.height);
    changes.remove(0);
    let mut other = desk(16);
    let refused = other.apply(changes, "elsewhere").unwrap_err();
    assert_eq!(refused.kind(), ErrorKind::File);
    assert_eq!(other.state().unwrap(), BTreeMap::new());
    assert!(other.operations().unwrap().is_empty());
}

#[test]
fn a_merge_of_words_that_do_not_fit_their_hash_is_refused_whole() {
    let mut file = desk(17);
    topic(&mut file, "grain");
    let mut changes = file.changes(&Default::default()).unwrap();
    changes[0].versions[0].body = Some(br#"{"name":"chaff"}"#.to_vec());
    let mut other = desk(18);
    assert_eq!(
        other.apply(changes, "elsewhere").unwrap_err().kind(),
        ErrorKind::File
    );
    assert_eq!(other.state().unwrap(), BTreeMap::new());
}

// Withdrawing --------------------------------------------------------------------------------------

#[test]
fn a_record_in_use_is_not_withdrawn_and_what_uses_it_is_named() {
    let mut file = desk(19);
    let claim = claim(&mut file, "The quay is full");
    let source = source(&mut file, "Harbour news", "");
    let attribution = said(&mut file, claim, source, "full");
    let before = file.state().unwrap();
    for (noun, uid) in [(Noun::Claim, claim), (Noun::Source, source)] {
        let refused = file
            .write(&command("withdraw"), |w| w.withdraw(noun, uid))
            .unwrap_err();
        assert_eq!(refused.kind(), ErrorKind::Conflict);
        assert!(refused.to_string().contains(&attribution.id()), "{refused}");
        assert!(
            refused.hints()[0].contains(&attribution.id()),
            "{refused:?}"
        );
    }
    assert_eq!(file.state().unwrap(), before);
    file.write(&command("withdraw"), |w| {
        w.withdraw(Noun::Attribution, attribution)?;
        w.withdraw(Noun::Claim, claim)
    })
    .unwrap();
    assert_eq!(file.body(Noun::Claim, claim).unwrap(), None);
    sound(&file);
}

#[test]
fn the_id_of_a_withdrawn_record_still_says_when_and_why() {
    let mut file = desk(20);
    let uid = topic(&mut file, "grain");
    let withdraw = Command {
        reason: "the quay burnt down".into(),
        ..command("withdraw")
    };
    file.write(&withdraw, |w| w.withdraw(Noun::Topic, uid))
        .unwrap();
    let now = file.now().day();
    let found = file.find_id(&uid.id()).unwrap();
    assert!(!found.live);
    let edition = Edition::new(&file, Audience::Screen).unwrap();
    let (detail, _) = build::show(&file, found, edition).unwrap();
    assert!(
        detail.withdrawn.as_str().starts_with(&now),
        "{}",
        detail.withdrawn
    );
    assert!(detail.withdrawn.as_str().ends_with("the quay burnt down"));
    file.undo().unwrap();
    assert_eq!(name(&file, uid).as_deref(), Some("grain"));
}

// Disagreement -------------------------------------------------------------------------------------

/// Two desks that begin with one topic.
fn two_desks(seed: u64) -> (Store, Store, Uid) {
    let mut file = desk(seed);
    let uid = topic(&mut file, "grain");
    let other = copy_of(&file, seed + 1000);
    (file, other, uid)
}

fn exchange(one: &mut Store, two: &mut Store) {
    one.merge(two, "two").unwrap();
    two.merge(one, "one").unwrap();
    assert_eq!(one.state().unwrap(), two.state().unwrap());
    sound(one);
    sound(two);
}

#[test]
fn two_edits_side_by_side_show_the_smallest_hash_on_every_desk() {
    for seed in 30..40 {
        let (mut one, mut two, uid) = two_desks(seed);
        rename(&mut one, uid, "wheat");
        rename(&mut two, uid, "barley");
        let smallest = hash(&one, Noun::Topic, uid).min(hash(&two, Noun::Topic, uid));
        exchange(&mut one, &mut two);
        assert_eq!(hash(&one, Noun::Topic, uid), smallest);
        assert_eq!(heads(&one, Noun::Topic, uid), 2);
    }
}

#[test]
fn two_edits_to_the_same_words_are_no_disagreement() {
    let (mut one, mut two, uid) = two_desks(41);
    rename(&mut one, uid, "wheat");
    rename(&mut two, uid, "wheat");
    exchange(&mut one, &mut two);
    assert_eq!(heads(&one, Noun::Topic, uid), 1);
    assert_eq!(name(&two, uid).as_deref(), Some("wheat"));
}

#[test]
fn an_edit_taken_back_on_one_desk_yields_to_an_edit_on_the_other() {
    let (mut one, mut two, uid) = two_desks(42);
    rename(&mut one, uid, "wheat");
    one.undo().unwrap();
    rename(&mut two, uid, "barley");
    exchange(&mut one, &mut two);
    assert_eq!(name(&one, uid).as_deref(), Some("barley"));
    assert_eq!(heads(&one, Noun::Topic, uid), 1);
}

#[test]
fn an_undo_of_words_that_the_other_desk_went_on_from_is_a_disagreement() {
    let (mut one, _, uid) = two_desks(43);
    rename(&mut one, uid, "wheat");
    let mut two = copy_of(&one, 1043);
    one.undo().unwrap();
    rename(&mut two, uid, "barley");
    exchange(&mut one, &mut two);
    assert_eq!(heads(&one, Noun::Topic, uid), 2);
}

#[test]
fn a_withdrawal_against_an_edit_leaves_the_record_and_a_disagreement() {
    let (mut one, mut two, uid) = two_desks(44);
    one.write(&command("withdraw"), |w| w.withdraw(Noun::Topic, uid))
        .unwrap();
    rename(&mut two, uid, "barley");
    exchange(&mut one, &mut two);
    assert_eq!(name(&one, uid).as_deref(), Some("barley"));
    assert_eq!(heads(&one, Noun::Topic, uid), 2);
}

#[test]
fn a_withdrawal_under_a_reference_from_another_desk_leaves_the_record() {
    let (mut one, mut two, uid) = two_desks(45);
    one.write(&command("withdraw"), |w| w.withdraw(Noun::Topic, uid))
        .unwrap();
    create(
        &mut two,
        Claim {
            text: "Full".into(),
            topics: vec![uid],
            ..Claim::default()
        },
    );
    exchange(&mut one, &mut two);
    assert_eq!(name(&one, uid).as_deref(), Some("grain"));
    assert_eq!(heads(&one, Noun::Topic, uid), 2);
}

#[test]
fn an_edit_after_a_disagreement_keeps_the_other_reading() {
    let (mut one, mut two, uid) = two_desks(46);
    rename(&mut one, uid, "wheat");
    rename(&mut two, uid, "barley");
    exchange(&mut one, &mut two);
    rename(&mut one, uid, "rye");
    two.merge(&one, "one").unwrap();
    assert_eq!(one.state().unwrap(), two.state().unwrap());
    assert_eq!(
        heads(&one, Noun::Topic, uid),
        2,
        "one reading went without a word"
    );
}

// Purge --------------------------------------------------------------------------------------------

#[test]
fn bodies_that_were_dropped_leave_hashes_that_still_verify() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("file.db");
    let world = Box::new(Repeating::seeded(50));
    let mut file = Store::open_in(&path, Open::CREATE, world).unwrap();
    let uid = topic(&mut file, "Quayside secret");
    rename(&mut file, uid, "Quayside mystery");
    let live = file.drop_bodies(Noun::Topic, uid).unwrap_err();
    assert_eq!(live.kind(), ErrorKind::Conflict);
    file.write(&command("withdraw"), |w| w.withdraw(Noun::Topic, uid))
        .unwrap();
    let hashes = |file: &Store| -> Vec<Hash> {
        let mut found: Vec<Hash> = file
            .changes(&Default::default())
            .unwrap()
            .into_iter()
            .flat_map(|c| c.versions)
            .map(|v| v.hash)
            .collect();
        found.sort_unstable();
        found
    };
    let before = hashes(&file);
    assert_eq!(file.drop_bodies(Noun::Topic, uid).unwrap(), 2);
    assert_eq!(hashes(&file), before);
    sound(&file);
    // Another desk takes such a history and can check it as well.
    sound(&copy_of(&file, 51));
    // What was before cannot come back: its words are gone.
    assert!(file.undo().is_err());
    let conn = rusqlite::Connection::open(&path).unwrap();
    let left: i64 = conn
        .query_row(
            "SELECT count(*) FROM _versions WHERE body LIKE '%Quayside%'",
            [],
            |r| r.get(0),
        )
        .unwrap();
    assert_eq!(left, 0);
}

// As of --------------------------------------------------------------------------------------------

#[test]
fn as_of_gives_the_state_of_then_and_leaves_the_file_as_it_is() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("file.db");
    let world = Box::new(Repeating::seeded(60));
    let mut file = Store::open_in(&path, Open::CREATE, world).unwrap();
    let mut then: Vec<(Moment, Uid, BTreeMap<String, String>)> = Vec::new();
    let note = |file: &mut Store, operation: Option<Uid>, then: &mut Vec<_>| {
        then.push((file.now(), operation.unwrap(), file.state().unwrap()));
    };
    let topic = topic(&mut file, "grain");
    let claim = claim(&mut file, "The quay is full");
    let source = source(&mut file, "Harbour news", "");
    let attribution = said(&mut file, claim, source, "full");
    let edit = Topic {
        name: "wheat".into(),
        ..Topic::default()
    };
    let (_, operation) = file
        .write(&command("edit"), |w| w.edit(topic, edit))
        .unwrap();
    note(&mut file, operation, &mut then);
    let gone = command("withdraw");
    let (_, operation) = file
        .write(&gone, |w| w.withdraw(Noun::Attribution, attribution))
        .unwrap();
    note(&mut file, operation, &mut then);
    let dated = Source {
        title: "Harbour news".into(),
        published: Some(dixit::model::Edtf::parse("2031-05").unwrap()),
        ..Source::default()
    };
    let (_, operation) = file
        .write(&command("edit"), |w| w.edit(source, dated))
        .unwrap();
    note(&mut file, operation, &mut then);
    let Undone::Operation { by, .. } = file.undo().unwrap() else {
        panic!("no merge")
    };
    note(&mut file, Some(by), &mut then);

    let now = file.state().unwrap();
    for (moment, operation, state) in &then {
        let at = |when, file: &mut Store| file.as_of(when, Store::state).unwrap();
        assert_eq!(&at(AsOf::Moment(*moment), &mut file), state);
        assert_eq!(&at(AsOf::Operation(*operation), &mut file), state);
        assert_eq!(file.state().unwrap(), now);
    }
    let before_all = Moment::read("2000-01-01T00:00:00Z").unwrap();
    let nothing = file.as_of(AsOf::Moment(before_all), Store::state).unwrap();
    assert_eq!(nothing, BTreeMap::new());
    let unknown = file
        .as_of(AsOf::Operation(topic), Store::state)
        .unwrap_err();
    assert_eq!(unknown.kind(), ErrorKind::NotFound);
    sound(&file);
    drop(file);

    // A file that is only read is turned back in memory.
    let before = std::fs::read(&path).unwrap();
    let mut file = Store::open(&path, Open::READ).unwrap();
    let (moment, _, state) = &then[0];
    assert_eq!(
        &file.as_of(AsOf::Moment(*moment), Store::state).unwrap(),
        state
    );
    drop(file);
    assert_eq!(std::fs::read(&path).unwrap(), before);
}

#[test]
fn as_of_a_moment_goes_by_when_an_operation_reached_this_file() {
    let mut file = desk(61);
    topic(&mut file, "grain");
    let mut other = copy_of(&file, 62);
    topic(&mut other, "salt");
    // The clocks of this desk run on before the merge comes.
    for _ in 0..100 {
        file.now();
    }
    let before = (file.now(), file.state().unwrap());
    file.merge(&other, "elsewhere").unwrap();
    assert_eq!(
        file.as_of(AsOf::Moment(before.0), Store::state).unwrap(),
        before.1
    );
}

// Verify -------------------------------------------------------------------------------------------

/// A file in which every kind of accident can happen; what another program did to it is found.
fn meddled(sql: &str) -> Vec<String> {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("file.db");
    let world = Box::new(Repeating::seeded(70));
    let mut file = Store::open_in(&path, Open::CREATE, world).unwrap();
    let grain = topic(&mut file, "grain");
    let body = Claim {
        text: "The quay is full".into(),
        topics: vec![grain],
        ..Claim::default()
    };
    let claim = create(&mut file, body).0;
    let source = source(&mut file, "Harbour news", "https://example.org/news");
    let ada = speaker(&mut file, "Ada", Some(SpeakerKind::Person));
    let body = Attribution {
        claim,
        source,
        speaker: Some(ada),
        quote: "full".into(),
        ..Attribution::default()
    };
    create(&mut file, body);
    rename(&mut file, grain, "wheat");
    topic(&mut file, "salt");
    sound(&file);
    drop(file);
    let conn = rusqlite::Connection::open(&path).unwrap();
    conn.execute_batch(sql).unwrap();
    drop(conn);
    let world = Box::new(Repeating::seeded(71));
    let file = Store::open_in(&path, Open::WRITE, world).unwrap();
    let found = file.verify().unwrap();
    found.into_iter().map(|finding| finding.what).collect()
}

#[test]
fn verify_finds_what_another_program_did() {
    assert_eq!(meddled("SELECT 1"), Vec::<String>::new());
    all_found(&[
        ("a text changed", "UPDATE topics SET name = 'chaff' WHERE name = 'salt'"),
        ("a quote changed", "UPDATE attributions SET quote = 'empty'"),
        ("a reference changed", "UPDATE attributions SET speaker = NULL"),
        ("a row deleted", "DELETE FROM topics WHERE name = 'salt'"),
        (
            "a row inserted",
            "INSERT INTO topics (uid, name, key, rep, _hash, _operation, _salt, _format, created_in, heads)
             SELECT randomblob(16), 'hay', 'hay', 99, randomblob(32), _operation, randomblob(16), 1, created_in, 1
               FROM topics LIMIT 1",
        ),
        ("a hash changed", "UPDATE topics SET _hash = randomblob(32) WHERE name = 'salt'"),
        ("a salt changed", "UPDATE claims SET _salt = randomblob(16)"),
        ("a parent changed", "UPDATE topics SET _parents = NULL WHERE name = 'wheat'"),
        ("an earlier body changed", "UPDATE _versions SET body = '{\"name\":\"chaff\"}'"),
        ("an earlier version deleted", "DELETE FROM _versions"),
        ("an operation's time changed", "UPDATE _operations SET time = '2001-01-01T00:00:00Z'"),
        ("an operation's actor changed", "UPDATE _operations SET actor = 'somebody'"),
        ("an operation deleted", "DELETE FROM _operations WHERE id = 1"),
        ("a date by which lists run", "UPDATE attributions SET sort_date = '1999-01-01'"),
        ("a representative", "UPDATE attributions SET speaker_rep = 77"),
        ("a key", "UPDATE sources SET key = 7"),
        ("a search form", "UPDATE claims SET forms = 'chaff'"),
        ("a line of a list", "DELETE FROM _attribution_topics"),
        (
            "the search index",
            "INSERT INTO claims_fts (claims_fts) VALUES ('delete-all')",
        ),
    ]);
}

/// What finds names, tells near ones, counts readings and says when a record began follows from the
/// records as well.
#[test]
fn verify_finds_what_another_program_did_to_names_and_counts() {
    all_found(&[
        ("a name to be found by", "DELETE FROM _speaker_keys"),
        (
            "who disagrees",
            "UPDATE topics SET heads = 2 WHERE name = 'salt'",
        ),
        (
            "when a record began",
            "UPDATE topics SET created_in = 3 WHERE name = 'salt'",
        ),
        ("near names", "DELETE FROM _near"),
    ]);
}

fn all_found(accidents: &[(&str, &str)]) {
    let unseen: Vec<&str> = accidents
        .iter()
        .filter(|(_, sql)| meddled(sql).is_empty())
        .map(|(what, _)| *what)
        .collect();
    assert_eq!(unseen, Vec::<&str>::new(), "verify found nothing");
}

#[test]
fn what_verify_says_holds_none_of_the_words() {
    let findings = meddled("UPDATE attributions SET quote = 'Quayside secret'");
    assert!(!findings.is_empty());
    for finding in findings {
        assert!(!finding.contains("Quayside"), "{finding}");
    }
}

// Sameness -----------------------------------------------------------------------------------------

fn judge(store: &mut Store, of: Noun, one: Uid, two: Uid, kind: JudgementKind) -> Uid {
    let body = Judgement {
        a: one.min(two),
        b: one.max(two),
        kind: Some(kind),
        of: Some(of),
        ..Judgement::default()
    };
    create(store, body).0
}

/// The representative of a record, as `state` ends its derived columns with it.
fn rep(store: &Store, noun: Noun, uid: Uid) -> String {
    let line = line(store, noun, uid);
    let derived = line.split(" {").next().unwrap();
    derived.rsplit('|').next().unwrap().to_lowercase()
}

#[test]
fn a_judgement_joins_two_speakers_under_the_smallest_identity_and_changes_no_hash() {
    let mut file = desk(80);
    let ada = speaker(&mut file, "Ada", Some(SpeakerKind::Person));
    let lovelace = speaker(&mut file, "Ms Lovelace", Some(SpeakerKind::Person));
    let hashes = [
        hash(&file, Noun::Speaker, ada),
        hash(&file, Noun::Speaker, lovelace),
    ];
    assert_ne!(
        rep(&file, Noun::Speaker, ada),
        rep(&file, Noun::Speaker, lovelace)
    );
    judge(&mut file, Noun::Speaker, ada, lovelace, JudgementKind::Same);
    for uid in [ada, lovelace] {
        assert_eq!(rep(&file, Noun::Speaker, uid), ada.min(lovelace).hex());
    }
    assert_eq!(
        [
            hash(&file, Noun::Speaker, ada),
            hash(&file, Noun::Speaker, lovelace)
        ],
        hashes
    );
    sound(&file);
    file.undo().unwrap();
    for uid in [ada, lovelace] {
        assert_eq!(rep(&file, Noun::Speaker, uid), uid.hex());
    }
    sound(&file);
}

#[test]
fn equal_keys_join_until_somebody_says_that_they_are_two() {
    let mut file = desk(81);
    let one = speaker(&mut file, "Bo Quay", Some(SpeakerKind::Person));
    let two = speaker(&mut file, "BO  QUAY", Some(SpeakerKind::Person));
    let smallest = one.min(two).hex();
    assert_eq!(
        [
            rep(&file, Noun::Speaker, one),
            rep(&file, Noun::Speaker, two)
        ],
        [smallest.clone(), smallest]
    );
    let judged = judge(&mut file, Noun::Speaker, one, two, JudgementKind::Different);
    for uid in [one, two] {
        assert_eq!(rep(&file, Noun::Speaker, uid), uid.hex());
    }
    // *Different* beats *same* on one pair.
    judge(&mut file, Noun::Speaker, one, two, JudgementKind::Same);
    assert_ne!(
        rep(&file, Noun::Speaker, one),
        rep(&file, Noun::Speaker, two)
    );
    sound(&file);
    file.write(&command("withdraw"), |w| {
        w.withdraw(Noun::Judgement, judged)
    })
    .unwrap();
    assert_eq!(
        rep(&file, Noun::Speaker, one),
        rep(&file, Noun::Speaker, two)
    );
    sound(&file);
}

#[test]
fn unnamed_speakers_are_never_taken_for_one() {
    let mut file = desk(82);
    let one = speaker(&mut file, "les experts", Some(SpeakerKind::Unnamed));
    let two = speaker(&mut file, "les experts", Some(SpeakerKind::Unnamed));
    assert_ne!(
        rep(&file, Noun::Speaker, one),
        rep(&file, Noun::Speaker, two)
    );
}

#[test]
fn a_judgement_reaches_the_attributions_by_which_lists_run() {
    let mut file = desk(83);
    let one = source(&mut file, "Harbour news", "https://example.org/1");
    let two = source(
        &mut file,
        "Harbour news, reprinted",
        "https://example.org/2",
    );
    let text = claim(&mut file, "The quay is full");
    let attribution = said(&mut file, text, one.max(two), "full");
    let listed = |file: &Store| line(file, Noun::Attribution, attribution).to_lowercase();
    let in_list = |file: &Store, uid: Uid| {
        let line = listed(file);
        line.split(" {").next().unwrap().contains(&uid.hex())
    };
    assert!(in_list(&file, one.max(two)));
    judge(&mut file, Noun::Source, one, two, JudgementKind::Same);
    assert!(in_list(&file, one.min(two)));
    sound(&file);
}

// A run repeats ------------------------------------------------------------------------------------

#[test]
fn the_same_commands_in_the_same_world_give_the_same_file_to_the_byte() {
    let folder = TempDir::new().unwrap();
    let run = |name: &str, seed: u64| {
        let path = folder.path().join(name);
        let world = Box::new(Repeating::seeded(seed));
        let mut file = Store::open_in(&path, Open::CREATE, world).unwrap();
        file.actor = "Desk".into();
        let uid = topic(&mut file, "grain");
        rename(&mut file, uid, "wheat");
        file.undo().unwrap();
        let claim = claim(&mut file, "The quay is full");
        let source = source(&mut file, "Harbour news", "");
        said(&mut file, claim, source, "full");
        let mut operations: Vec<Hash> = file
            .changes(&Default::default())
            .unwrap()
            .into_iter()
            .map(|change| change.operation.hash)
            .collect();
        operations.sort_unstable();
        let state = file.state().unwrap();
        drop(file);
        (state, operations, std::fs::read(&path).unwrap())
    };
    let (one, two, other) = (run("one.db", 90), run("two.db", 90), run("other.db", 91));
    assert_eq!(one.0, two.0);
    assert_eq!(one.1, two.1);
    assert!(one.2 == two.2, "the files differ");
    assert_ne!(
        one.1, other.1,
        "another world has other identities and salts"
    );
}

#[test]
fn equal_words_written_twice_cannot_be_told_by_their_hashes() {
    let mut file = desk(92);
    let one = topic(&mut file, "grain");
    let two = topic(&mut file, "grain");
    assert_ne!(hash(&file, Noun::Topic, one), hash(&file, Noun::Topic, two));
}

#[test]
fn a_command_that_fails_writes_nothing_at_all() {
    let mut file = desk(93);
    topic(&mut file, "grain");
    let before = (file.state().unwrap(), file.operations().unwrap());
    let failed = file.write(&command("add"), |w| {
        w.create(Topic {
            name: "salt".into(),
            ..Topic::default()
        })?;
        w.withdraw(Noun::Topic, Uid([7; 16]))
    });
    assert_eq!(failed.unwrap_err().kind(), ErrorKind::NotFound);
    let (_, nothing) = file.write(&command("add"), |_| Ok(())).unwrap();
    assert_eq!(
        nothing, None,
        "a command that wrote nothing is no operation"
    );
    assert_eq!((file.state().unwrap(), file.operations().unwrap()), before);
}

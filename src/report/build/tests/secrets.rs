//! What was confidential once, or is so by another record, stays unnamed.

use super::*;
use crate::error::ErrorKind;
use crate::model::{Judgement, JudgementKind, Moment};
use crate::store::Command;
use crate::store::as_of::AsOf;
use crate::store::log::LogFilter;

/// A speaker that nobody may name, and one attribution of hers among an open one's.
struct Desks {
    desk: Desk,
    secret: Uid,
    claim: Uid,
    source: Uid,
    open: Uid,
}

fn secret(name: &str) -> Speaker {
    Speaker {
        confidential: true,
        names: named(name),
        ..Speaker::default()
    }
}

fn desks() -> Desks {
    let mut desk = Desk::new();
    let secret = desk.add(secret("Ivana Canary"));
    let open = desk.speaker("Bo Sparrow");
    let (claim, source) = (desk.claim("It rains", &[]), desk.source("Paper"));
    desk.say(claim, source, Some(secret), "2024-01");
    desk.say(claim, source, Some(open), "2024-02");
    Desks {
        desk,
        secret,
        claim,
        source,
        open,
    }
}

impl Desks {
    fn write<T>(&mut self, run: impl FnOnce(&mut crate::store::Writing<'_>) -> Result<T>) -> T {
        self.desk.0.write(&Command::new("test"), run).unwrap().0
    }

    fn says(&mut self, passage: &str) -> Uid {
        let body = Attribution {
            passage: passage.into(),
            ..Attribution::default()
        };
        self.desk
            .say_as(body, self.claim, self.source, Some(self.open))
    }

    /// The passages that a list gives to others than the terminal.
    fn given(&self) -> Vec<String> {
        let kept = exported(&self.desk.0);
        kept.rows
            .iter()
            .map(|row| row.passage.to_string())
            .collect()
    }
}

fn exported(store: &Store) -> Kept {
    let edition = Edition::new(store, HIDDEN).unwrap();
    let mut kept = Kept::default();
    list(
        store,
        &Filter::default(),
        &Page::default(),
        edition,
        &mut kept,
    )
    .unwrap();
    kept
}

/// All that is told of a record and of what was done, as an export.
fn told_of(store: &Store, noun: Noun, uid: Uid) -> String {
    let edition = Edition::new(store, HIDDEN).unwrap();
    let found = store.find_id(&uid.letters()).unwrap();
    let mut out = serde_json::to_string(&show(store, found, edition).unwrap().0).unwrap();
    out += &serde_json::to_string(&history(store, found, edition).unwrap().0).unwrap();
    out += &serde_json::to_string(&record(store, noun, uid, edition).unwrap()).unwrap();
    log(store, &LogFilter::default(), None, None, edition, |value| {
        out += &serde_json::to_string(value).unwrap();
        Ok(())
    })
    .unwrap();
    out += &serde_json::to_string(&exported(store).rows).unwrap();
    out
}

fn tells(text: &str, secret: &str) -> bool {
    names::key(text).contains(&names::key(secret))
}

#[test]
fn a_name_that_was_withdrawn_since_stays_unnamed_in_the_past() {
    let mut desks = desks();
    desks.says("then Ivana Canary came");
    let then = AsOf::Moment(desks.desk.0.now());
    let (claim, secret) = (desks.claim, desks.secret);
    desks.write(|w| w.withdraw_all(&[(Noun::Claim, claim), (Noun::Speaker, secret)], true));
    let told = desks.desk.0.as_of(then, |store| {
        let rows = exported(store).rows;
        assert_eq!(rows.len(), 2, "one is withheld");
        assert!(
            rows.iter()
                .any(|row| row.speaker.name.as_str() == "Speaker A")
        );
        Ok(told_of(store, Noun::Speaker, secret))
    });
    let told = told.unwrap();
    assert!(
        !tells(&told, "Canary") && !told.contains(&secret.id()),
        "{told}"
    );
}

#[test]
fn who_was_judged_to_be_a_confidential_one_is_so_in_the_past_and_when_gone() {
    let mut desks = desks();
    let other = desks.desk.speaker("Abel Tweety");
    let (claim, source) = (desks.claim, desks.source);
    desks.desk.say(claim, source, Some(other), "2024-03");
    let then = AsOf::Moment(desks.desk.0.now());
    let (a, b) = (other.min(desks.secret), other.max(desks.secret));
    let judged = desks.desk.add(Judgement {
        a,
        b,
        of: Some(Noun::Speaker),
        kind: Some(JudgementKind::Same),
        ..Judgement::default()
    });
    let told = |store: &Store| {
        // Its place in a list by name tells nothing of the name either.
        let by_name = Counting {
            order: Order::Name,
            ..Counting::default()
        };
        let edition = Edition::new(store, HIDDEN).unwrap();
        let mut names = Vec::new();
        counted(store, Noun::Speaker, &by_name, edition, |row| {
            names.push(row.name.to_string());
            Ok(())
        })
        .unwrap();
        assert_eq!(names[0], "Bo Sparrow");
        Ok(told_of(store, Noun::Speaker, other))
    };
    let past = desks.desk.0.as_of(then, told).unwrap();
    assert!(
        !tells(&past, "Tweety") && !past.contains(&other.id()),
        "{past}"
    );
    // Gone, with the judgement that tells it.
    let all = [
        (Noun::Judgement, judged),
        (Noun::Claim, claim),
        (Noun::Speaker, other),
    ];
    desks.write(|w| w.withdraw_all(&all, true));
    let now = told_of(&desks.desk.0, Noun::Speaker, other);
    assert!(
        !tells(&now, "Tweety") && !now.contains(&other.id()),
        "{now}"
    );
}

#[test]
fn a_name_that_a_confidential_record_had_before_stays_unnamed() {
    let mut desks = desks();
    let secret_uid = desks.secret;
    desks.write(|w| w.edit(secret_uid, secret("Wren Hollow")));
    desks.says("Ivana Canary was there");
    desks.says("the weather was fine");
    let all = told_of(&desks.desk.0, Noun::Speaker, secret_uid);
    assert!(!tells(&all, "Canary") && !tells(&all, "Wren"), "{all}");
    assert!(desks.given().contains(&"the weather was fine".to_owned()));
    // Borne by somebody else since, it is that one's.
    desks.desk.speaker("Ivana Canary");
    assert!(desks.given().contains(&"Ivana Canary was there".to_owned()));
    let Ok(crate::store::undo::Undone::Operation { reversed, .. }) = desks.desk.0.undo() else {
        panic!("something was done");
    };
    let edition = Edition::new(&desks.desk.0, HIDDEN).unwrap();
    let undone = told(&desks.desk.0, reversed, edition).unwrap();
    assert!(!tells(&serde_json::to_string(&undone).unwrap(), "Canary"));
}

#[test]
fn a_surname_alone_is_withheld_unless_others_bear_it_openly() {
    let mut desks = desks();
    desks.says("so Canary told us");
    desks.says("a canary sang");
    let given = desks.given();
    assert!(!given.contains(&"so Canary told us".to_owned()));
    assert!(given.contains(&"a canary sang".to_owned()));
    desks.desk.speaker("Pavel Čanary");
    assert!(desks.given().contains(&"so Canary told us".to_owned()));
}

#[test]
fn what_is_shown_of_an_occasion_leaves_out_in_what_role_a_confidential_one_spoke() {
    let mut desks = desks();
    let occasion = |speaker: Uid| Occasion {
        label: "Meeting".into(),
        role: "keeper of seeds".into(),
        speakers: vec![speaker],
        ..Occasion::default()
    };
    let (hidden, open) = (occasion(desks.secret), occasion(desks.open));
    for (occasion, told) in [(hidden, false), (open, true)] {
        let uid = desks.desk.add(occasion);
        let (detail, _) = shown(&mut desks.desk, Noun::Occasion, uid, HIDDEN);
        let fields = serde_json::to_string(&detail.fields).unwrap();
        assert_eq!(fields.contains("keeper"), told, "{fields}");
        let (detail, _) = shown(&mut desks.desk, Noun::Occasion, uid, Audience::Screen);
        assert!(
            serde_json::to_string(&detail.fields)
                .unwrap()
                .contains("keeper")
        );
    }
}

#[test]
fn what_is_shown_of_a_confidential_record_that_is_gone_leaves_out_its_id() {
    let mut desks = desks();
    let gone = desks.desk.add(secret("Wren Hollow"));
    desks.write(|w| w.withdraw(Noun::Speaker, gone));
    let told = told_of(&desks.desk.0, Noun::Speaker, gone);
    assert!(
        !told.contains(&gone.id()) && !tells(&told, "Wren"),
        "{told}"
    );
}

#[test]
fn a_past_that_cannot_be_read_leaves_the_present_as_it_is() {
    let mut desks = desks();
    let then = AsOf::Moment(Moment::read("2000-01-01T00:00:00Z").unwrap());
    let refused = desks.desk.0.as_of(then, |_| -> Result<()> {
        Err(crate::error::Error::new(ErrorKind::NotFound, "nothing"))
    });
    assert!(refused.is_err());
    assert_eq!(desks.desk.0.past(), None);
    assert_eq!(exported(&desks.desk.0).rows.len(), 2);
}

#[test]
fn the_words_of_a_capture_are_given_once_or_withheld_once() {
    let mut desks = desks();
    let source = desks.source;
    let capture = |text: &str| Capture {
        source,
        text: text.into(),
        reader: "plain 1".into(),
        ..Capture::default()
    };
    let (clean, named) = (capture("It rained."), capture("Ivana Canary sang."));
    let (clean, named) = (desks.desk.add(clean), desks.desk.add(named));
    let (detail, tail) = shown(&mut desks.desk, Noun::Capture, clean, HIDDEN);
    assert_eq!(
        serde_json::to_string(&detail)
            .unwrap()
            .matches("rained")
            .count(),
        1
    );
    assert_eq!(tail.withheld, 0);
    let (detail, tail) = shown(&mut desks.desk, Noun::Capture, named, HIDDEN);
    assert!(detail.held[0].withheld && detail.held[0].document.is_empty());
    assert_eq!(tail.withheld, 1);
}

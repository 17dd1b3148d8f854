//! Hashes that match, hashes to be made anew, and rows that a person tampered with.

use domain::accounts::credentials::PersonKind::{Adult, Student};

use super::{
    Argon2id, Comparison, Cost, HashError, STAFF_COST, STUDENT_COST, SecretText, Strength,
};

const SALT: [u8; 16] = *b"sixteen bytes ok";

fn cheap(passes: u32) -> Cost {
    Cost {
        memory_kib: 64,
        passes,
        lanes: 1,
    }
}

fn cheap_argon2id() -> Argon2id {
    Argon2id::new(cheap(1), cheap(2)).unwrap()
}

fn secret(text: &str) -> SecretText {
    SecretText::password(&text.into())
}

#[test]
fn students_and_staff_are_hashed_with_the_costs_of_the_plan() {
    let argon2id = Argon2id::new(STUDENT_COST, STAFF_COST).unwrap();
    for (person, start) in [
        (Student, "$argon2id$v=19$m=19456,t=2,p=1$"),
        (Adult, "$argon2id$v=19$m=65536,t=3,p=1$"),
    ] {
        let hash = argon2id
            .hash(person, &secret("copper acorn dune"), &SALT)
            .unwrap();
        assert!(hash.starts_with(start), "{hash}");
    }
}

#[test]
fn the_right_secret_matches_and_another_does_not() {
    let argon2id = cheap_argon2id();
    let hash = argon2id
        .hash(Adult, &secret("copper acorn dune"), &SALT)
        .unwrap();
    let compare = |text| argon2id.compare(Adult, &secret(text), &hash).unwrap();
    assert_eq!(
        compare("copper acorn dune"),
        Comparison::Matches(Strength::Current)
    );
    assert_eq!(compare("copper acorn dunes"), Comparison::Differs);
    assert_eq!(compare(""), Comparison::Differs);
}

#[test]
fn a_hash_with_weaker_parameters_matches_and_asks_to_be_made_anew() {
    let argon2id = cheap_argon2id();
    let weaker = argon2id
        .hash(Student, &secret("copper acorn dune"), &SALT)
        .unwrap();
    assert_eq!(
        argon2id.compare(Adult, &secret("copper acorn dune"), &weaker),
        Ok(Comparison::Matches(Strength::Outdated))
    );
}

#[test]
fn a_stored_hash_cannot_ask_for_the_whole_machine() {
    const TAIL: &str = "$c2l4dGVlbiBieXRlcyBvaw$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    let argon2id = cheap_argon2id();
    for (head, error) in [
        ("$argon2id$v=19$m=131073,t=1,p=1", HashError::TooCostly),
        ("$argon2id$v=19$m=4294967295,t=1,p=1", HashError::TooCostly),
        ("$argon2id$v=19$m=64,t=9,p=1", HashError::TooCostly),
        ("$argon2id$v=19$m=64,t=1,p=5", HashError::TooCostly),
        ("$argon2i$v=19$m=64,t=1,p=1", HashError::Unreadable),
        ("$argon2id$v=16$m=64,t=1,p=1", HashError::Unreadable),
        ("$argon2id$m=64,t=1,p=1", HashError::Unreadable),
        ("$argon2id$v=19$m=64,t=0,p=1", HashError::Unreadable),
        (
            "$argon2id$v=19$m=64,t=1,p=1,data=c2Vjcg",
            HashError::Unreadable,
        ),
        (
            "$argon2id$v=19$m=64,t=1,p=1,keyid=cGVwcGVy",
            HashError::Unreadable,
        ),
        ("$2b$12", HashError::Unreadable),
    ] {
        let stored = format!("{head}{TAIL}");
        assert_eq!(
            argon2id.compare(Adult, &secret("x"), &stored),
            Err(error),
            "{head}"
        );
    }
    for stored in [
        "",
        "copper acorn dune",
        "$argon2id$v=19$m=64,t=1,p=1$c2FsdHNhbHQ",
    ] {
        assert_eq!(
            argon2id.compare(Adult, &secret("x"), stored),
            Err(HashError::Unreadable),
            "{stored}"
        );
    }
}

#[test]
fn a_name_that_nobody_has_never_matches() {
    let argon2id = cheap_argon2id();
    assert_eq!(
        argon2id.compare_with_nobody(Student, &secret("copper acorn dune")),
        Ok(Comparison::Differs)
    );
}

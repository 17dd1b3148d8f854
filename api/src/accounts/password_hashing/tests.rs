//! The pool under clients that hang up and crowds at the bell.

use std::{
    net::{IpAddr, Ipv4Addr},
    num::NonZeroUsize,
    sync::mpsc,
    time::Duration,
};

use actix_web::rt;
use chrono::DateTime;
use domain::{
    accounts::{
        credentials::PersonKind::{Adult, Student},
        throttle::{AttemptPermit, Throttle, throttle},
    },
    ids::PLATFORM,
};
use futures_util::FutureExt;
use tokio::sync::oneshot;

use super::{
    AccountReputation, Asker, Comparison, Cost, HashingError, PasswordHashing, SecretText, Settings,
};
use crate::{
    accounts::{argon2id::Strength, seeded_mint::SeededMint},
    limits::FailingAccounts,
};

const QUEUE: usize = 32;
const LONGEST_WAIT: Duration = Duration::from_secs(3);

fn pool(at_once: usize, longest_wait: Duration) -> PasswordHashing {
    let cheap = |passes| Cost {
        memory_kib: 64,
        passes,
        lanes: 1,
    };
    PasswordHashing::new(Settings {
        student: cheap(1),
        staff: cheap(2),
        at_once: NonZeroUsize::new(at_once).unwrap(),
        queue: QUEUE,
        longest_wait,
    })
    .unwrap()
}

fn permit() -> AttemptPermit {
    match throttle(None, DateTime::UNIX_EPOCH) {
        Throttle::Allowed(permit) => permit,
        refused @ Throttle::Wait(_) => panic!("{refused:?}"),
    }
}

/// The account of this number, at one school.
fn asker(number: u8) -> Asker {
    asker_at(1, number)
}

/// The account of this number, at the school of that number.
fn asker_at(school: u8, number: u8) -> Asker {
    Asker::SignIn {
        network: IpAddr::V4(Ipv4Addr::new(10, 0, school, 1)).into(),
        organization: PLATFORM,
        account: FailingAccounts::new(1, &[7; 32]).claimed(&[&number.to_string()]),
        reputation: AccountReputation::Known,
    }
}

fn secret() -> SecretText {
    SecretText::password(&"copper acorn dune".into())
}

#[actix_web::test]
async fn a_secret_matches_its_hash_and_nobody_elses() {
    let (pool, mint) = (pool(2, LONGEST_WAIT), SeededMint::default());
    let stored = pool.hash(Adult, secret(), &mint, asker(1)).await.unwrap();
    let again = pool.hash(Adult, secret(), &mint, asker(1)).await.unwrap();
    assert_ne!(stored, again, "every hash has its own salt");

    let compare = |stored| pool.compare(permit(), Adult, secret(), stored, asker(1));
    assert_eq!(
        compare(Some(stored)).await.unwrap(),
        Comparison::Matches(Strength::Current)
    );
    assert_eq!(compare(None).await.unwrap(), Comparison::Differs);
    let weaker = pool.hash(Student, secret(), &mint, asker(1)).await.unwrap();
    assert_eq!(
        compare(Some(weaker)).await.unwrap(),
        Comparison::Matches(Strength::Outdated)
    );
}

/// A hash that ends when it is told to, and has begun.
async fn hash_under_way(pool: &PasswordHashing) -> (rt::task::JoinHandle<()>, mpsc::Sender<()>) {
    let (finish, finished) = mpsc::channel::<()>();
    let (started, has_started) = oneshot::channel();
    let hashing = pool.clone();
    let request = rt::spawn(async move {
        let work = move || {
            started.send(()).unwrap();
            finished.recv().unwrap();
        };
        hashing.in_pool(asker(0), work).await.unwrap();
    });
    has_started.await.unwrap();
    (request, finish)
}

#[actix_web::test]
async fn an_aborted_request_keeps_its_place_until_the_hash_ends() {
    let pool = pool(1, LONGEST_WAIT);
    let (request, finish) = hash_under_way(&pool).await;
    request.abort();
    assert!(request.await.unwrap_err().is_cancelled());
    assert_eq!(pool.turns.load(), (0, 1), "the hash still runs");
    finish.send(()).unwrap();
    pool.in_pool(asker(1), || ()).await.unwrap();
}

#[actix_web::test]
async fn a_request_aborted_in_the_queue_leaves_its_place() {
    let pool = pool(1, LONGEST_WAIT);
    let (_request, _finish) = hash_under_way(&pool).await;
    let mut waiting = Box::pin(pool.in_pool(asker(1), || ()));
    assert!(waiting.as_mut().now_or_never().is_none());
    assert_eq!(pool.turns.load(), (1, 1));
    drop(waiting);
    assert_eq!(pool.turns.load(), (0, 1));
}

#[actix_web::test]
async fn who_finds_the_queue_full_is_sent_away_at_once() {
    let pool = pool(1, LONGEST_WAIT);
    let (_request, _finish) = hash_under_way(&pool).await;
    let mut queue: Vec<_> = (1..=u8::try_from(QUEUE).unwrap())
        .map(|number| Box::pin(pool.in_pool(asker(number), || ())))
        .collect();
    for waiting in &mut queue {
        assert!(waiting.as_mut().now_or_never().is_none());
    }
    let turned_away = pool.in_pool(asker(100), || ()).now_or_never().unwrap();
    assert!(matches!(turned_away, Err(HashingError::Busy)));
}

#[actix_web::test]
async fn nobody_waits_longer_than_the_longest_wait() {
    let pool = pool(1, Duration::ZERO);
    let (_request, _finish) = hash_under_way(&pool).await;
    let waited = pool.in_pool(asker(1), || ()).await;
    assert!(matches!(waited, Err(HashingError::Busy)));
}

/// How many of twelve who sign in at another school are turned away while all these wait.
async fn turned_away_beside(pool: &PasswordHashing, others: Vec<Asker>) -> usize {
    let (_request, finish) = hash_under_way(pool).await;
    let hash = |asker| {
        let pool = pool.clone();
        rt::spawn(async move { pool.in_pool(asker, || ()).await.is_err() })
    };
    for asker in others {
        hash(asker);
    }
    let school: Vec<_> = (0..12).map(|number| hash(asker_at(2, number))).collect();
    rt::task::yield_now().await;
    finish.send(()).unwrap();
    let mut turned_away = 0;
    for request in school {
        turned_away += usize::from(request.await.unwrap());
    }
    turned_away
}

#[actix_web::test]
async fn a_teacher_on_forty_connections_turns_nobody_away_who_signs_in() {
    let teacher = Asker::NewSecret {
        organization: PLATFORM,
        author: FailingAccounts::new(1, &[7; 32]).claimed(&["teacher"]),
    };
    let pool = pool(1, LONGEST_WAIT);
    assert_eq!(turned_away_beside(&pool, vec![teacher; 40]).await, 0);
}

#[actix_web::test]
async fn a_flood_of_one_network_or_one_account_turns_nobody_away_elsewhere() {
    for flood in [
        (0..200).map(|number| asker_at(3, number)).collect(),
        vec![asker_at(3, 1); 200],
    ] {
        let pool = pool(1, LONGEST_WAIT);
        assert_eq!(turned_away_beside(&pool, flood).await, 0);
    }
}

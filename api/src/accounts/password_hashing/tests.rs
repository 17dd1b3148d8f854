//! The pool under clients that hang up and crowds at the bell.

use std::{num::NonZeroUsize, sync::mpsc, time::Duration};

use actix_web::rt;
use chrono::DateTime;
use domain::accounts::{
    credentials::PersonKind::{Staff, Student},
    throttle::{AttemptPermit, Throttle, throttle},
};
use futures_util::FutureExt;
use tokio::sync::oneshot;

use super::{Comparison, Cost, HashingError, PasswordHashing, SecretText, Settings};
use crate::accounts::argon2id::Strength;
use crate::accounts::{password_hashing::AccountReputation, seeded_mint::SeededMint};

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
        pepper: None,
    })
    .unwrap()
}

fn permit() -> AttemptPermit {
    match throttle(None, DateTime::UNIX_EPOCH) {
        Throttle::Allowed(permit) => permit,
        refused @ Throttle::Wait(_) => panic!("{refused:?}"),
    }
}

fn secret() -> SecretText {
    SecretText::password(&"copper acorn dune".into())
}

#[actix_web::test]
async fn a_secret_matches_its_hash_and_nobody_elses() {
    let (pool, mint) = (pool(2, LONGEST_WAIT), SeededMint::default());
    let stored = pool.hash(Staff, secret(), &mint).await.unwrap();
    let again = pool.hash(Staff, secret(), &mint).await.unwrap();
    assert_ne!(stored, again, "every hash has its own salt");

    let compare =
        |stored| pool.compare(permit(), Staff, secret(), stored, AccountReputation::Known);
    assert_eq!(
        compare(Some(stored)).await.unwrap(),
        Comparison::Matches(Strength::Current)
    );
    assert_eq!(compare(None).await.unwrap(), Comparison::Differs);
    let weaker = pool.hash(Student, secret(), &mint).await.unwrap();
    assert_eq!(
        compare(Some(weaker)).await.unwrap(),
        Comparison::Matches(Strength::Outdated)
    );
}

#[actix_web::test]
async fn an_aborted_request_keeps_its_permit_until_the_hash_ends() {
    let pool = pool(1, LONGEST_WAIT);
    let (finish, finished) = mpsc::channel::<()>();
    let (started, has_started) = oneshot::channel();
    let hashing = pool.clone();
    let request = rt::spawn(async move {
        let work = move || {
            started.send(()).unwrap();
            finished.recv().unwrap();
        };
        hashing.in_pool(work).await
    });
    has_started.await.unwrap();

    request.abort();
    assert!(request.await.unwrap_err().is_cancelled());
    assert_eq!(pool.cores.available_permits(), 0, "the hash still runs");

    finish.send(()).unwrap();
    let free = pool.cores.acquire().await.unwrap();
    drop(free);
    let places = u32::try_from(QUEUE + 1).unwrap();
    drop(pool.places.acquire_many(places).await.unwrap());
}

#[actix_web::test]
async fn a_request_aborted_in_the_queue_leaves_its_place() {
    let pool = pool(1, LONGEST_WAIT);
    let _working = pool.cores.clone().acquire_owned().await.unwrap();
    let mut waiting = Box::pin(pool.in_pool(|| ()));
    assert!(waiting.as_mut().now_or_never().is_none());
    assert_eq!(pool.places.available_permits(), QUEUE);
    drop(waiting);
    assert_eq!(pool.places.available_permits(), QUEUE + 1);
}

#[actix_web::test]
async fn who_finds_the_queue_full_is_sent_away_at_once() {
    let pool = pool(1, LONGEST_WAIT);
    let _working = pool.cores.clone().acquire_owned().await.unwrap();
    let mut queue: Vec<_> = (0..=QUEUE).map(|_| Box::pin(pool.in_pool(|| ()))).collect();
    for waiting in &mut queue {
        assert!(waiting.as_mut().now_or_never().is_none());
    }
    let turned_away = pool.in_pool(|| ()).now_or_never().unwrap();
    assert!(matches!(turned_away, Err(HashingError::Busy)));
}

#[actix_web::test]
async fn strangers_do_not_take_the_last_places() {
    let pool = pool(1, LONGEST_WAIT);
    let _working = pool.cores.clone().acquire_owned().await.unwrap();
    let compare = |standing| Box::pin(pool.compare(permit(), Staff, secret(), None, standing));
    let mut queue: Vec<_> = (0..pool.strangers.available_permits())
        .map(|_| compare(AccountReputation::Stranger))
        .collect();
    for waiting in &mut queue {
        assert!(waiting.as_mut().now_or_never().is_none());
    }
    let turned_away = compare(AccountReputation::Stranger).now_or_never().unwrap();
    assert!(matches!(turned_away, Err(HashingError::Busy)));
    assert!(pool.places.available_permits() > 0);
    assert!(
        compare(AccountReputation::Known).now_or_never().is_none(),
        "it waits in the queue"
    );
}

#[actix_web::test]
async fn nobody_waits_longer_than_the_longest_wait() {
    let pool = pool(1, Duration::ZERO);
    let _working = pool.cores.clone().acquire_owned().await.unwrap();
    assert!(matches!(pool.in_pool(|| ()).await, Err(HashingError::Busy)));
}

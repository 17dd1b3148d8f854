//! Transactions on PostgreSQL that lose against one another.

use std::{
    sync::{
        Arc, Mutex,
        atomic::{AtomicU32, Ordering},
        mpsc,
    },
    time::{Duration, Instant},
};

use actix_web::rt::{self, task::spawn_blocking};
use diesel::result::{DatabaseErrorKind, Error as QueryError};
use domain::{
    access::{Relationship, action::ReadOwnProfile},
    accounts::clients::ClientFamily,
    ids::{OrganizationId, UserId},
    mint::Clock as _,
};
use persistence::{
    Database, DbError, Scope, Settings, Tx,
    access::Permit,
    accounts::sign_in::{self, Claim, Proof},
    idempotency::{self, Kept},
    testing,
};
use tests::{
    app::{Backend, TestApp},
    backends::run,
    template,
};
use uuid::Uuid;

const PATIENCE: Duration = Duration::from_secs(3);

#[cfg(test)]
fn opened(school: &TestApp, connections: u32) -> Arc<Database> {
    let settings = Settings {
        connections,
        wait_timeout: PATIENCE,
        ..Settings::default()
    };
    let keys = Arc::new(template::keyring(40));
    Arc::new(Database::open(&school.place.address(), &settings, keys).unwrap())
}

#[cfg(test)]
fn scope(school: &TestApp, organization: OrganizationId) -> Scope {
    Scope::new(
        domain::audit::Channel::Worker,
        organization,
        school.clock.now(),
        Uuid::nil(),
    )
}

/// A right under which an answer is kept.
#[cfg(test)]
fn own_profile<'t>(tx: &Tx<'t>, person: UserId) -> Permit<'t, ReadOwnProfile> {
    testing::permit_of(tx, person, Relationship::Themself, person).unwrap()
}

/// What PostgreSQL says to a transaction that lost.
#[cfg(test)]
fn lost() -> DbError {
    let said = Box::new("could not serialize access".to_owned());
    QueryError::DatabaseError(DatabaseErrorKind::SerializationFailure, said).into()
}

#[test]
#[cfg_attr(
    not(postgres_available),
    ignore = "no PostgreSQL: set HALLPASS_TEST_POSTGRES"
)]
fn a_district_whose_write_is_long_keeps_nobody_else_from_the_database() {
    run(Backend::Postgres, |school| async move {
        let (district, other) = (school.world.district, school.world.other_district);
        let database = opened(&school, 4);
        let write = |organization| {
            let (database, scope) = (Arc::clone(&database), scope(&school, organization));
            rt::spawn(async move { database.write(scope, |_| Ok::<_, DbError>(())).await })
        };
        let (announce, announced) = mpsc::channel();
        let (end, ended) = mpsc::channel::<()>();
        let ended = Mutex::new(ended);
        let long = {
            let (database, scope) = (Arc::clone(&database), scope(&school, district));
            rt::spawn(async move {
                let body = move |_: &mut Tx<'_>| {
                    announce.send(()).unwrap();
                    ended.lock().unwrap().recv().unwrap();
                    Ok::<_, DbError>(())
                };
                database.write(scope, body).await
            })
        };
        spawn_blocking(move || announced.recv())
            .await
            .unwrap()
            .unwrap();

        let loser = {
            let (database, scope) = (Arc::clone(&database), scope(&school, district));
            rt::spawn(async move { database.write(scope, |_| Err::<(), _>(lost())).await })
        };
        tokio::time::sleep(Duration::from_millis(500)).await;
        let later: Vec<_> = (0..8).map(|_| write(district)).collect();
        tokio::time::sleep(Duration::from_millis(200)).await;

        let began = Instant::now();
        write(other).await.unwrap().unwrap();
        let read = database.read(scope(&school, district), |_| Ok::<_, DbError>(()));
        read.await.unwrap();
        assert!(
            began.elapsed() < Duration::from_secs(1),
            "{:?}",
            began.elapsed()
        );

        assert!(matches!(loser.await.unwrap(), Err(DbError::Unavailable(_))));
        for write in later {
            write.await.unwrap().unwrap();
        }
        assert!(began.elapsed() < PATIENCE, "{:?}", began.elapsed());
        end.send(()).unwrap();
        long.await.unwrap().unwrap();
    });
}

#[test]
#[cfg_attr(
    not(postgres_available),
    ignore = "no PostgreSQL: set HALLPASS_TEST_POSTGRES"
)]
fn who_lost_three_times_runs_alone_in_its_tenant_and_wins() {
    run(Backend::Postgres, |school| async move {
        let database = opened(&school, 6);
        let (under_way, tries) = (Arc::new(AtomicU32::new(0)), Arc::new(AtomicU32::new(0)));
        let others: Vec<_> = (0..20)
            .map(|_| {
                let (database, under_way) = (Arc::clone(&database), Arc::clone(&under_way));
                let scope = scope(&school, school.world.district);
                rt::spawn(async move {
                    let body = move |_: &mut Tx<'_>| {
                        under_way.fetch_add(1, Ordering::SeqCst);
                        std::thread::sleep(Duration::from_millis(30));
                        under_way.fetch_sub(1, Ordering::SeqCst);
                        Ok::<_, DbError>(())
                    };
                    database.write(scope, body).await
                })
            })
            .collect();
        let (counted, beside) = (Arc::clone(&tries), Arc::clone(&under_way));
        let body = move |_: &mut Tx<'_>| {
            if counted.fetch_add(1, Ordering::SeqCst) < 3 {
                return Err(lost());
            }
            std::thread::sleep(Duration::from_millis(50));
            Ok(beside.load(Ordering::SeqCst))
        };
        let alone = database
            .write(scope(&school, school.world.district), body)
            .await;
        assert_eq!(alone.unwrap(), 0, "nobody is beside it");
        assert_eq!(tries.load(Ordering::SeqCst), 4);
        for other in others {
            other.await.unwrap().unwrap();
        }
    });
}

/// Two transactions read what the other writes; PostgreSQL finds out while the first looks up an
/// account, in the tenant of the account.
#[test]
#[cfg_attr(
    not(postgres_available),
    ignore = "no PostgreSQL: set HALLPASS_TEST_POSTGRES"
)]
fn a_sign_in_that_loses_while_it_looks_up_an_account_is_tried_again() {
    run(Backend::Postgres, |school| async move {
        school.admin_with_password("Okoro").await;
        let rivera = school.teacher("Rivera").await.user;
        let district = school.world.district;
        let claim = Claim::Staff {
            organization: "maple".to_owned(),
            email: "okoro@example.edu".to_owned(),
            device: None,
        };
        let database = opened(&school, 6);
        let tries = Arc::new(AtomicU32::new(0));
        let (announce, announced) = mpsc::channel();
        let (end, ended) = mpsc::channel::<()>();
        let ended = Mutex::new(ended);
        let first = {
            let (database, scope) = (Arc::clone(&database), scope(&school, district));
            let (tries, claim) = (Arc::clone(&tries), claim.clone());
            rt::spawn(async move {
                let body = move |tx: &mut Tx<'_>| {
                    let answer = Kept {
                        status: 200,
                        body: Vec::new(),
                        location: None,
                        secrets: None,
                    };
                    let permit = own_profile(tx, rivera);
                    idempotency::keep(tx, &permit, "k", &[0; 32], &answer)?;
                    if tries.fetch_add(1, Ordering::SeqCst) == 0 {
                        announce.send(()).unwrap();
                        ended.lock().unwrap().recv().unwrap();
                    }
                    sign_in::look_up(tx, &claim)
                };
                database.write(scope, body).await
            })
        };
        spawn_blocking(move || announced.recv())
            .await
            .unwrap()
            .unwrap();
        let second = database.write(scope(&school, district), move |tx| {
            let permit = own_profile(tx, rivera);
            idempotency::find(tx, &permit, "k", &[0; 32])?;
            let candidate = sign_in::look_up(tx, &claim)?;
            sign_in::conclude(tx, &claim, &candidate, &Proof::Wrong, ClientFamily::Unknown)?;
            Ok::<_, DbError>(())
        });
        second.await.unwrap();
        end.send(()).unwrap();
        let found = first.await.unwrap();
        let streak = *found.unwrap().streak().unwrap();
        assert_eq!(
            streak.failures, 1,
            "the second look sees what the first could not"
        );
        assert_eq!(tries.load(Ordering::SeqCst), 2);
    });
}

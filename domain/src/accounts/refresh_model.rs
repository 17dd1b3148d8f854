//! A family of refresh tokens against a reference model: fifty steps of honest clients, lost
//! answers, thieves and moved clocks, and never more than one live token.

use chrono::{DateTime, TimeDelta, Utc};
use proptest::{
    collection::vec,
    prelude::{Just, ProptestConfig, Strategy, prop_assert, prop_assert_eq, prop_oneof, proptest},
};

use super::{
    credentials::AccountStatus,
    refresh::{Client, Refresh, Successor, TokenState, decide},
    sessions::{SessionEpoch, SessionFacts, SessionKind, standing},
};

#[derive(Clone, Copy, Debug)]
enum Step {
    /// A client presents the token so many generations behind the newest.
    Present { behind: usize, client: u8 },
    /// Time passes.
    Wait(TimeDelta),
    /// The person changes the password.
    ChangeCredentials,
}

fn step() -> impl Strategy<Value = Step> {
    let seconds = prop_oneof![0..3_i64, 28..33_i64, 890..905_i64];
    prop_oneof![
        12 => (prop_oneof![6 => Just(0_usize), 3 => Just(1), 1 => 2..6_usize], prop_oneof![9 => Just(0_u8), 1 => Just(1)])
            .prop_map(|(behind, client)| Step::Present { behind, client }),
        6 => seconds.prop_map(|seconds| Step::Wait(TimeDelta::seconds(seconds))),
        1 => Just(Step::ChangeCredentials),
    ]
}

/// The rows of one family, changed only as the verdicts say.
struct Rows {
    session: SessionFacts,
    /// When and by whom each token was consumed; the position is the generation.
    tokens: Vec<Option<(DateTime<Utc>, u8)>>,
}

impl Rows {
    fn present(&mut self, generation: usize, client: u8, now: DateTime<Utc>) -> Refresh {
        let state = match self.tokens[generation] {
            None => TokenState::Live,
            Some((at, consumer)) => TokenState::Consumed {
                at,
                successor: match self.tokens[generation + 1] {
                    None => Successor::Unused,
                    Some(_) => Successor::Used,
                },
                client: if consumer == client {
                    Client::Same
                } else {
                    Client::Other
                },
            },
        };
        let verdict = decide(standing(&self.session, now), state, now);
        match verdict {
            Refresh::Rotate => {
                self.tokens[generation] = Some((now, client));
                self.tokens.push(None);
                self.session.last_used_at = now;
            }
            Refresh::RevokeFamily => self.session.revoked_at = Some(now),
            Refresh::RepeatSuccessor | Refresh::Expired(_) => {}
        }
        verdict
    }
}

/// What a reader of the rule would expect, told without tokens: the newest generation, who made it
/// when, and whether the family is still alive.
struct Model {
    alive: bool,
    signed_in_at: DateTime<Utc>,
    newest: usize,
    made_at: DateTime<Utc>,
    made_by: u8,
}

#[derive(Debug, PartialEq, Eq)]
enum Expected {
    NewToken,
    SameToken,
    Alarm,
    Nothing,
}

impl Model {
    fn present(&mut self, generation: usize, client: u8, now: DateTime<Utc>) -> Expected {
        let tired = now - self.made_at >= TimeDelta::minutes(15)
            || now - self.signed_in_at >= TimeDelta::hours(8);
        if !self.alive || tired {
            return Expected::Nothing;
        }
        if generation == self.newest {
            self.newest += 1;
            self.made_at = now;
            self.made_by = client;
            return Expected::NewToken;
        }
        let answer_was_lost = generation + 1 == self.newest
            && client == self.made_by
            && now - self.made_at <= TimeDelta::seconds(30);
        if answer_was_lost {
            return Expected::SameToken;
        }
        self.alive = false;
        Expected::Alarm
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, ..ProptestConfig::default() })]

    #[test]
    fn a_family_behaves_as_the_model_and_has_at_most_one_live_token(steps in vec(step(), 50)) {
        let mut now: DateTime<Utc> = "2026-09-01T08:00:00Z".parse().unwrap();
        let mut rows = Rows {
            session: SessionFacts {
                kind: SessionKind::StudentOnSharedDevice,
                started_at: now,
                last_used_at: now,
                revoked_at: None,
                epoch: SessionEpoch(0),
                current_epoch: SessionEpoch(0),
                account: AccountStatus::Active,
            },
            tokens: vec![None],
        };
        let mut model =
            Model { alive: true, signed_in_at: now, newest: 0, made_at: now, made_by: 0 };
        for step in steps {
            match step {
                Step::Wait(time) => now += time,
                Step::ChangeCredentials => {
                    rows.session.current_epoch = rows.session.current_epoch.next();
                    model.alive = false;
                }
                Step::Present { behind, client } => {
                    let generation = rows.tokens.len().saturating_sub(behind + 1);
                    let verdict = match rows.present(generation, client, now) {
                        Refresh::Rotate => Expected::NewToken,
                        Refresh::RepeatSuccessor => Expected::SameToken,
                        Refresh::RevokeFamily => Expected::Alarm,
                        Refresh::Expired(_) => Expected::Nothing,
                    };
                    prop_assert_eq!(verdict, model.present(generation, client, now));
                }
            }
            prop_assert!(rows.tokens.iter().filter(|token| token.is_none()).count() == 1);
        }
    }

    #[test]
    fn a_stolen_token_never_outlives_the_moment_it_is_noticed(
        honest in 1..40_usize,
        behind in 2..6_usize,
        frozen in proptest::bool::ANY,
    ) {
        let mut now: DateTime<Utc> = "2026-09-01T08:00:00Z".parse().unwrap();
        let mut rows = Rows {
            session: SessionFacts {
                kind: SessionKind::StudentOnPersonalDevice,
                started_at: now,
                last_used_at: now,
                revoked_at: None,
                epoch: SessionEpoch(0),
                current_epoch: SessionEpoch(0),
                account: AccountStatus::Active,
            },
            tokens: vec![None],
        };
        for generation in 0..honest {
            prop_assert_eq!(rows.present(generation, 0, now), Refresh::Rotate);
            if !frozen {
                now += TimeDelta::minutes(10);
            }
        }
        if let Some(stolen) = (honest + 1).checked_sub(behind + 1) {
            prop_assert_eq!(rows.present(stolen, 0, now), Refresh::RevokeFamily);
            for generation in 0..rows.tokens.len() {
                let afterwards = rows.present(generation, 0, now);
                prop_assert!(matches!(afterwards, Refresh::Expired(_)));
            }
        }
    }
}

//! What a refresh token is worth when it is presented (RFC 9700 §4.14.2, G-RT1 to G-RT3).
//!
//! A session's refresh tokens are a chain: each is consumed once and has one successor, whose
//! secret is derived from the presented one with a key of the server. A client whose answer was
//! lost, or that refreshed twice at the same moment, can therefore be given the same successor
//! again. Everything else that presents a consumed token is a thief, or the victim of one.

use chrono::{DateTime, TimeDelta, Utc};

use super::sessions::Ended;

/// How long after its consumption a token may be presented again by a client that has not yet used
/// the successor (G-RT3).
pub const REPEAT_WINDOW: TimeDelta = TimeDelta::seconds(30);

/// The presented token, as the rows know it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenState {
    /// No one has presented it yet.
    Live,
    /// It was exchanged for its successor.
    Consumed {
        /// When.
        at: DateTime<Utc>,
        /// What became of the successor.
        successor: Successor,
        /// Whether the client that presents it now is the one that consumed it.
        client: Client,
    },
}

/// What became of a token's successor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Successor {
    /// No one has presented it.
    Unused,
    /// It was consumed in its turn: its holder got it, so nothing was lost.
    Used,
}

/// Who presents a token again, judged by what the client says of itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Client {
    /// The client that consumed it.
    Same,
    /// Another one.
    Other,
}

/// What to do with a presented token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refresh {
    /// Consume it by compare-and-swap and answer with its successor. Who loses the swap asks again
    /// with the new state.
    Rotate,
    /// Answer with the same successor as before. Nothing is written.
    RepeatSuccessor,
    /// A person holds a token that is not theirs: end the session with all its tokens and say so.
    RevokeFamily,
    /// The session has ended; there is nothing to refresh and nothing to revoke.
    Expired(Ended),
}

/// Decides about a presented refresh token of a session in this standing.
///
/// A live token is rotated for every client that presents it: a browser changes what it says of
/// itself with every update. Distance in time is taken without its sign, because two servers'
/// clocks differ.
pub fn decide(standing: Result<(), Ended>, token: TokenState, now: DateTime<Utc>) -> Refresh {
    match (standing, token) {
        (Err(ended), _) => Refresh::Expired(ended),
        (Ok(()), TokenState::Live) => Refresh::Rotate,
        (
            Ok(()),
            TokenState::Consumed {
                at,
                successor: Successor::Unused,
                client: Client::Same,
            },
        ) if now.signed_duration_since(at).abs() <= REPEAT_WINDOW => Refresh::RepeatSuccessor,
        (Ok(()), TokenState::Consumed { .. }) => Refresh::RevokeFamily,
    }
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, TimeDelta, Utc};

    use super::{Client, Ended, Refresh, Successor, TokenState, decide};

    fn consumed_at() -> DateTime<Utc> {
        "2026-09-01T08:00:00Z".parse().unwrap()
    }

    fn presented_again(successor: Successor, client: Client, after: TimeDelta) -> Refresh {
        let token = TokenState::Consumed {
            at: consumed_at(),
            successor,
            client,
        };
        decide(Ok(()), token, consumed_at() + after)
    }

    #[test]
    fn a_lost_answer_does_not_log_a_child_out() {
        for millis in [0, 1, 29_999, 30_000, -5] {
            assert_eq!(
                presented_again(
                    Successor::Unused,
                    Client::Same,
                    TimeDelta::milliseconds(millis)
                ),
                Refresh::RepeatSuccessor,
                "{millis} ms"
            );
        }
    }

    #[test]
    fn every_other_second_use_revokes_the_family() {
        let at_once = TimeDelta::zero();
        let late = TimeDelta::milliseconds(30_001);
        for (successor, client, after) in [
            (Successor::Unused, Client::Same, late),
            (Successor::Unused, Client::Other, at_once),
            (Successor::Used, Client::Same, at_once),
            (Successor::Used, Client::Other, at_once),
            (Successor::Used, Client::Same, TimeDelta::days(1)),
        ] {
            assert_eq!(
                presented_again(successor, client, after),
                Refresh::RevokeFamily,
                "{successor:?} {client:?} {after}"
            );
        }
    }

    #[test]
    fn an_ended_session_refreshes_nothing() {
        for ended in [Ended::Revoked, Ended::IdleLimit, Ended::EpochChanged] {
            assert_eq!(
                decide(Err(ended), TokenState::Live, consumed_at()),
                Refresh::Expired(ended)
            );
        }
    }
}

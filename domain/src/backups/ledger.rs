//! How a ledger of erasures stands to a database: one that was shortened or changed is found, and so is a
//! database that is older than its ledger.

/// The end of a ledger: how many erasures it names, and the keyed digest that covers all of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LedgerHead {
    /// How many erasures it names.
    pub position: u64,
    /// The digest up to there.
    pub link: [u8; 32],
}

/// How a ledger stands to what a database says of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LedgerStanding {
    /// Both end at the same erasure.
    Together,
    /// The ledger names this many erasures more: what was appended and not written down as such, or what
    /// a database of an earlier instant does not know.
    Ahead(u64),
    /// The ledger names fewer than were appended to it: it was shortened, or it is an older copy.
    Shortened,
    /// It names others than were appended to it.
    Changed,
}

/// Compares the head that a database knows with the ledger: its end, and its digest at the position that
/// the database knows.
pub fn standing(
    known: Option<LedgerHead>,
    end: LedgerHead,
    at_known: Option<[u8; 32]>,
) -> LedgerStanding {
    let Some(known) = known else {
        return ahead(0, end.position);
    };
    match at_known {
        None => LedgerStanding::Shortened,
        Some(link) if link != known.link => LedgerStanding::Changed,
        Some(_) => ahead(known.position, end.position),
    }
}

fn ahead(known: u64, end: u64) -> LedgerStanding {
    match end.saturating_sub(known) {
        0 => LedgerStanding::Together,
        more => LedgerStanding::Ahead(more),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head(position: u64, byte: u8) -> LedgerHead {
        LedgerHead {
            position,
            link: [byte; 32],
        }
    }

    #[test]
    fn ret_04_a_ledger_that_was_shortened_or_changed_is_found() {
        let end = head(5, 5);
        assert_eq!(standing(None, head(0, 0), None), LedgerStanding::Together);
        assert_eq!(standing(None, end, None), LedgerStanding::Ahead(5));
        let known = Some(head(5, 5));
        assert_eq!(
            standing(known, end, Some([5; 32])),
            LedgerStanding::Together
        );
        let known = Some(head(3, 3));
        assert_eq!(
            standing(known, end, Some([3; 32])),
            LedgerStanding::Ahead(2)
        );
        assert_eq!(standing(known, end, Some([4; 32])), LedgerStanding::Changed);
        let known = Some(head(6, 6));
        assert_eq!(standing(known, end, None), LedgerStanding::Shortened);
    }
}

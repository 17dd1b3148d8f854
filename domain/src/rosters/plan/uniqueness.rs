//! Who gets a username or an address that only one person can have.

use std::collections::{HashMap, HashSet};

use super::keyed::KeyedDigest;

/// That a person is to have something else than they have.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wish {
    /// What they are to have.
    pub(super) wished: KeyedDigest,
    /// What they have until then, and give up if they get it.
    pub(super) held: Option<KeyedDigest>,
}

/// Whether a wish can be carried out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Granted {
    /// It can, together with all others of which this is said.
    Yes,
    /// Another person has it and keeps it, or gets it.
    No,
}

/// Decides wishes together, so that two people can exchange what they have. Of several who wish the
/// same the first one gets it. `is_held` says what anybody has.
pub(super) fn decide(wishes: &[Wish], is_held: impl Fn(&KeyedDigest) -> bool) -> Vec<Granted> {
    let mut claimants: HashMap<KeyedDigest, usize> = HashMap::with_capacity(wishes.len());
    for (place, wish) in wishes.iter().enumerate() {
        claimants.entry(wish.wished).or_insert(place);
    }
    let given_up: HashSet<KeyedDigest> = wishes.iter().filter_map(|wish| wish.held).collect();
    let mut granted = vec![Granted::Yes; wishes.len()];
    let is_hopeless = |(place, wish): &(usize, &Wish)| {
        let is_late = claimants.get(&wish.wished) != Some(place);
        is_late || (is_held(&wish.wished) && !given_up.contains(&wish.wished))
    };
    let hopeless = wishes.iter().enumerate().filter(is_hopeless);
    let mut refused: Vec<usize> = hopeless.map(|(place, _)| place).collect();
    while let Some(place) = refused.pop() {
        let Some(slot) = granted.get_mut(place) else {
            continue;
        };
        if std::mem::replace(slot, Granted::No) == Granted::No {
            continue;
        }
        // Who does not get what they wish keeps what another may have wished.
        let kept = wishes.get(place).and_then(|wish| wish.held);
        refused.extend(kept.and_then(|kept| claimants.get(&kept)));
    }
    granted
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use proptest::prelude::*;

    use super::{Granted, KeyedDigest, Wish, decide};

    fn digest(name: u8) -> KeyedDigest {
        [name; 16]
    }

    fn wish(held: u8, wished: u8) -> Wish {
        Wish {
            wished: digest(wished),
            held: (held > 0).then(|| digest(held)),
        }
    }

    #[test]
    fn two_who_exchange_their_names_get_them_and_a_chain_behind_a_stranger_gets_nothing() {
        let held = |held: &KeyedDigest| held[0] < 10;
        let exchange = [wish(1, 2), wish(2, 1)];
        assert_eq!(decide(&exchange, held), [Granted::Yes; 2]);
        let behind_a_stranger = [wish(1, 2), wish(2, 3), wish(3, 9)];
        assert_eq!(decide(&behind_a_stranger, held), [Granted::No; 3]);
        let into_the_open = [wish(1, 2), wish(2, 3), wish(3, 20)];
        assert_eq!(decide(&into_the_open, held), [Granted::Yes; 3]);
        let both_the_same = [wish(1, 20), wish(2, 20)];
        assert_eq!(decide(&both_the_same, held), [Granted::Yes, Granted::No]);
    }

    proptest! {
        #[test]
        fn no_two_people_ever_have_the_same(
            wishes in prop::collection::vec((0_u8..12, 1_u8..16), 0..12),
            strangers in prop::collection::hash_set(1_u8..16, 0..4),
        ) {
            let mut seen = HashSet::new();
            let wishes: Vec<Wish> = wishes
                .into_iter()
                .filter(|(held, wished)| {
                    held != wished && (*held == 0 || (seen.insert(*held) && !strangers.contains(held)))
                })
                .map(|(held, wished)| wish(held, wished))
                .collect();
            let theirs: HashSet<KeyedDigest> = wishes.iter().filter_map(|wish| wish.held).collect();
            let strangers: HashSet<KeyedDigest> = strangers.into_iter().map(digest).collect();
            let granted = decide(&wishes, |held| theirs.contains(held) || strangers.contains(held));
            let mut owned = strangers;
            for (wish, granted) in wishes.iter().zip(granted) {
                let has = if granted == Granted::Yes { Some(wish.wished) } else { wish.held };
                prop_assert!(has.is_none_or(|has| owned.insert(has)));
            }
        }
    }
}

//! Who may open a learner's account, and by which way (AGE-08).
//!
//! A refusal is a way, too: a child is never turned away. To read course material no account
//! is needed at all, and a visitor without one gets no identifier of a learner.

use super::band::{AgeBand, BandOfPerson, Certainty};
use crate::accounts::context::{AccountContext, Audience};

/// Who opens the account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opener {
    /// A teacher or administrator of a school.
    School,
    /// A parent.
    Parent,
    /// The learner, with the band that the age gate found.
    Learner(BandOfPerson),
}

/// By which way an account comes to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AccountRoute {
    /// With the school's authorization (SCH-02).
    SchoolAuthorization,
    /// With the parent's consent (VPC-01).
    ParentalConsent,
    /// The learner opens it.
    OwnAccount,
    /// Not by the learner: a parent is asked, or a class code is entered.
    ParentOrClassCode,
    /// Not by this person: someone else opens accounts of this kind.
    NotByThisPerson,
}

/// By which way a learner's account comes to be (AGE-08). It is asked when an account is opened:
/// accounts that exist stay when the audience of the organization changes.
pub fn account_route(audience: Audience, opener: Opener, context: AccountContext) -> AccountRoute {
    match (context, opener) {
        (AccountContext::SchoolManaged, Opener::School) => AccountRoute::SchoolAuthorization,
        (AccountContext::HomeManaged, Opener::School | Opener::Parent) => {
            AccountRoute::ParentalConsent
        }
        (AccountContext::SelfRegistered, Opener::Learner(of)) if may_alone(audience, of) => {
            AccountRoute::OwnAccount
        }
        (AccountContext::HomeManaged, Opener::Learner(_)) | (AccountContext::SelfRegistered, _) => {
            AccountRoute::ParentOrClassCode
        }
        (AccountContext::SchoolManaged, Opener::Parent | Opener::Learner(_))
        | (AccountContext::Staff | AccountContext::Parent, _) => AccountRoute::NotByThisPerson,
    }
}

fn may_alone(audience: Audience, of: BandOfPerson) -> bool {
    let gated = match audience {
        Audience::ChildDirectedPrimary => false,
        Audience::MixedAudience | Audience::GeneralAudience => true,
    };
    let old_enough = match of.band {
        AgeBand::Child | AgeBand::TeenBelowDca => false,
        AgeBand::Teen | AgeBand::Adult => true,
    };
    gated && old_enough && of.certainty == Certainty::Known
}

#[cfg(test)]
mod tests {
    use super::*;

    const CONTEXTS: [AccountContext; 3] = [
        AccountContext::SchoolManaged,
        AccountContext::HomeManaged,
        AccountContext::SelfRegistered,
    ];

    fn learner(band: AgeBand) -> Opener {
        Opener::Learner(BandOfPerson {
            band,
            certainty: Certainty::Known,
        })
    }

    fn unknown() -> Opener {
        Opener::Learner(BandOfPerson {
            band: AgeBand::Child,
            certainty: Certainty::Assumed,
        })
    }

    #[test]
    fn age_08_four_rows_by_three_contexts_say_by_which_way_an_account_comes_to_be() {
        use AccountRoute::{
            NotByThisPerson as No, OwnAccount as Own, ParentOrClassCode as Route,
            ParentalConsent as Home, SchoolAuthorization as School,
        };
        use Audience::{
            ChildDirectedPrimary as Children, GeneralAudience as General, MixedAudience as Mixed,
        };
        for (audience, opener, routes) in [
            (Children, Opener::School, [School, Home, Route]),
            (Children, Opener::Parent, [No, Home, Route]),
            (Children, learner(AgeBand::Teen), [No, Route, Route]),
            (Children, learner(AgeBand::Adult), [No, Route, Route]),
            (Mixed, learner(AgeBand::Teen), [No, Route, Own]),
            (General, learner(AgeBand::Adult), [No, Route, Own]),
            (Mixed, learner(AgeBand::Child), [No, Route, Route]),
            (General, learner(AgeBand::TeenBelowDca), [No, Route, Route]),
            (Children, unknown(), [No, Route, Route]),
            (Mixed, unknown(), [No, Route, Route]),
            (General, unknown(), [No, Route, Route]),
        ] {
            let found = CONTEXTS.map(|context| account_route(audience, opener, context));
            assert_eq!(found, routes, "{audience:?} {opener:?}");
        }
    }

    #[test]
    fn age_08_an_organization_that_turns_to_children_closes_registration() {
        let teen = learner(AgeBand::Teen);
        let route = |audience| account_route(audience, teen, AccountContext::SelfRegistered);
        assert_eq!(route(Audience::MixedAudience), AccountRoute::OwnAccount);
        assert_eq!(route(Audience::default()), AccountRoute::ParentOrClassCode);
    }
}

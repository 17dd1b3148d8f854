use super::*;
use crate::text_enum::TextEnum as _;
use DisclosureGround as G;
use DisclosureStatement as S;

fn request(ground: G, statements: &[S]) -> DisclosureRequest {
    DisclosureRequest {
        ground,
        categories: vec![Category::Name, Category::Progress],
        statements: statements.to_vec(),
        emergency: EmergencyCover::Missing,
        process: ProcessRecorded::Yes,
        transfer_notice: TransferNotice::Silent,
        directory: DirectoryCover::NotAsked,
    }
}

fn complete(ground: G) -> DisclosureRequest {
    DisclosureRequest {
        categories: vec![Category::Name],
        emergency: EmergencyCover::Covers,
        directory: DirectoryCover::Judged(Ok(())),
        ..request(ground, ground.needs().unwrap_or_default())
    }
}

#[test]
fn fer_07_each_exception_holds_with_all_its_conditions_and_without_one_it_does_not() {
    for ground in G::ALL.iter().copied() {
        let Some(needs) = ground.needs() else {
            let refused = Err(DisclosureRefused::NoException);
            let all = request(ground, S::ALL);
            assert_eq!(disclose(&all), refused, "{ground:?}");
            continue;
        };
        assert_eq!(disclose(&complete(ground)), Ok(()), "{ground:?}");
        for lacking in needs.iter().copied() {
            let mut request = complete(ground);
            request.statements.retain(|statement| *statement != lacking);
            let refused = Err(DisclosureRefused::Lacks(lacking));
            assert_eq!(
                disclose(&request),
                refused,
                "{ground:?} without {lacking:?}"
            );
        }
    }
}

#[test]
fn fer_09_ten_grounds_are_recorded_or_not_as_the_law_has_it() {
    let recorded = G::ALL
        .iter()
        .map(|ground| (*ground, needs_9932(&complete(*ground))));
    let not: Vec<G> = recorded
        .filter(|(_, recorded)| !recorded)
        .map(|(ground, _)| ground)
        .collect();
    assert_eq!(G::ALL.len(), 10);
    assert_eq!(not, [G::WrittenConsent, G::DirectoryInformation]);
    for ground in G::ALL.iter().copied() {
        let denied = request(ground, &[]);
        let as_disclosed = needs_9932(&complete(ground));
        assert_eq!(needs_9932(&denied), as_disclosed, "denied, {ground:?}");
    }
}

#[test]
fn fer_11_a_school_of_transfer_gets_no_answers_demographics_or_technical_data() {
    for (category, allowed) in [
        (Category::Name, true),
        (Category::Enrollment, true),
        (Category::Progress, true),
        (Category::Work, true),
        (Category::Assessment, true),
        (Category::AttitudinalAnswer, false),
        (Category::SurveyAnswer, false),
        (Category::Demographics, false),
        (Category::Technical, false),
        (Category::Usage, false),
        (Category::SupportTicket, false),
    ] {
        let mut request = complete(G::SchoolOfTransfer);
        request.categories = vec![category];
        assert_eq!(disclose(&request).is_ok(), allowed, "{category:?}");
    }
}

#[test]
fn fer_11_the_annual_notice_of_the_school_tells_of_a_transfer_and_of_nothing_else() {
    for ground in [G::SchoolOfTransfer, G::LegalProcess] {
        let mut untold = complete(ground);
        untold
            .statements
            .retain(|statement| *statement != S::RightsHolderToldBefore);
        let lacks = Err(DisclosureRefused::Lacks(S::RightsHolderToldBefore));
        assert_eq!(disclose(&untold), lacks, "{ground:?}");
        untold.transfer_notice = TransferNotice::Says;
        let expected = match ground {
            G::SchoolOfTransfer => Ok(()),
            _ => lacks,
        };
        assert_eq!(disclose(&untold), expected, "{ground:?}");
    }
    let mut nowhere = complete(G::SchoolOfTransfer);
    nowhere.transfer_notice = TransferNotice::Says;
    nowhere.statements = vec![S::RightsHolderToldBefore];
    let lacks = Err(DisclosureRefused::Lacks(S::EnrollmentIntended));
    assert_eq!(disclose(&nowhere), lacks);
}

#[test]
fn fer_16_directory_information_is_of_name_and_enrollment_and_no_statement_releases_it() {
    let refused = DirectoryRefused::NotDesignated;
    let mut request = request(G::DirectoryInformation, S::ALL);
    request.categories = vec![Category::Name, Category::Enrollment];
    assert_eq!(disclose(&request), Err(DisclosureRefused::NoException));
    request.directory = DirectoryCover::Judged(Err(refused));
    assert_eq!(
        disclose(&request),
        Err(DisclosureRefused::Directory(refused))
    );
    request.directory = DirectoryCover::Judged(Ok(()));
    assert_eq!(disclose(&request), Ok(()));
    for category in [
        Category::Progress,
        Category::Assessment,
        Category::AgeEvidence,
    ] {
        request.categories = vec![Category::Name, category];
        let expected = Err(DisclosureRefused::Category(category));
        assert_eq!(disclose(&request), expected, "{category:?}");
    }
}

#[test]
fn fer_12_an_emergency_without_a_written_threat_or_a_necessary_recipient_opens_nothing() {
    let emergency = request(G::Emergency, &[S::RecipientNecessary]);
    assert_eq!(disclose(&emergency), Err(DisclosureRefused::NoThreat));
    let nobody_named = DisclosureRequest {
        statements: Vec::new(),
        ..complete(G::Emergency)
    };
    let lacks = DisclosureRefused::Lacks(S::RecipientNecessary);
    assert_eq!(disclose(&nobody_named), Err(lacks));
    for (cover, refused) in [
        (EmergencyCover::Over, DisclosureRefused::EmergencyOver),
        (
            EmergencyCover::RecipientNotNamed,
            DisclosureRefused::RecipientNotNamed,
        ),
        (
            EmergencyCover::CategoryNotNamed(Category::Progress),
            DisclosureRefused::Category(Category::Progress),
        ),
    ] {
        let uncovered = DisclosureRequest {
            emergency: cover,
            ..complete(G::Emergency)
        };
        assert_eq!(disclose(&uncovered), Err(refused), "{cover:?}");
    }
}

#[test]
fn fer_13_what_the_school_states_of_a_process_opens_nothing_without_its_course() {
    let stated = DisclosureRequest {
        process: ProcessRecorded::No,
        ..complete(G::LegalProcess)
    };
    assert_eq!(disclose(&stated), Err(DisclosureRefused::NoProcess));
    let gagged = DisclosureRequest {
        statements: vec![S::ProcessValidated, S::GrandJuryGag],
        ..stated
    };
    assert_eq!(disclose(&gagged), Err(DisclosureRefused::NoProcess));
    // A real order keeps it from the family all the same.
    assert_eq!(reader(&gagged), DisclosureReader::School);
}

#[test]
fn fer_13_a_subpoena_waits_for_the_parents_unless_one_of_three_orders_forbids_to_tell_them() {
    let without_notice = request(G::LegalProcess, &[S::ProcessValidated]);
    let lacks = Err(DisclosureRefused::Lacks(S::RightsHolderToldBefore));
    assert_eq!(disclose(&without_notice), lacks);
    let too_early = [S::ProcessValidated, S::RightsHolderToldBefore];
    let too_early = disclose(&request(G::LegalProcess, &too_early));
    assert_eq!(too_early, Err(DisclosureRefused::Lacks(S::WaitOver)));
    for gag in [
        S::GrandJuryGag,
        S::LawEnforcementGag,
        S::ExParteTerrorismOrder,
    ] {
        let gagged = request(G::LegalProcess, &[S::ProcessValidated, gag]);
        assert_eq!(disclose(&gagged), Ok(()), "{gag:?}");
        assert_eq!(reader(&gagged), DisclosureReader::School, "{gag:?}");
        assert!(!needs_9932(&gagged), "{gag:?}");
    }
}

#[test]
fn x_05_an_order_that_nobody_checked_keeps_nothing_from_the_parents() {
    let unchecked = request(G::LegalProcess, &[S::GrandJuryGag]);
    assert_eq!(reader(&unchecked), DisclosureReader::RightsHolder);
    let lacks = Err(DisclosureRefused::Lacks(S::ProcessValidated));
    assert_eq!(disclose(&unchecked), lacks);
}

#[test]
fn x_05_an_order_not_to_tell_counts_for_no_other_ground() {
    let transfer = request(
        G::SchoolOfTransfer,
        &[S::EnrollmentIntended, S::GrandJuryGag],
    );
    let lacks = Err(DisclosureRefused::Lacks(S::RightsHolderToldBefore));
    assert_eq!(disclose(&transfer), lacks);
    assert_eq!(reader(&transfer), DisclosureReader::RightsHolder);
}

#[test]
fn fer_13_an_informal_request_of_the_police_opens_nothing() {
    let email = request(G::Other, S::ALL);
    assert_eq!(disclose(&email), Err(DisclosureRefused::NoException));
    let unchecked = request(G::LegalProcess, &[S::RightsHolderToldBefore, S::WaitOver]);
    let lacks = Err(DisclosureRefused::Lacks(S::ProcessValidated));
    assert_eq!(disclose(&unchecked), lacks);
}

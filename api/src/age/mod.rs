//! The ages of students over HTTP: evidence, contradictions, what an age changes, and the neutral gate.

mod audience;
pub(crate) mod born;
mod gate;
mod own;
mod record;
mod resolve;
mod reviews;
mod show;
mod signal;
mod view;

use audience::{show_audience, update_audience};
use gate::answer_age_gate;
use own::show_own_age;
use record::record_age_evidence;
use resolve::resolve_age_review;
use reviews::list_age_reviews;
use show::show_student_age;
use signal::report_age_signal;

operations! {
    show_student_age => Permit(ReadStudentAge), Disclosure, [AgeEvidence];
    record_age_evidence => Permit(RecordAgeEvidence), Change, [AgeEvidence];
    resolve_age_review => Permit(ResolveAgeReview), Change, [AgeEvidence];
    list_age_reviews => Permit(ListAgeReviews), Disclosure, [AgeEvidence];
    show_own_age => Permit(ReadOwnAge), Nothing, [AgeEvidence];
    report_age_signal => Permit(ReportAgeSignal), Change, [AgeEvidence];
    show_audience => Permit(ManageAudience), Nothing, [];
    update_audience => Permit(ManageAudience), Change, [];
    answer_age_gate => Nothing, Nothing, [AgeEvidence], Repeated;
}

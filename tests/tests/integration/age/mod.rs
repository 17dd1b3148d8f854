//! The ages of students: evidence, contradictions, corrections, birthdays and the gate.

mod birthdays;
mod corrections;
mod evidence;
mod gate;

use domain::{audit::Channel, ids::ClassId, mail::MessageKind};
use persistence::{Scope, testing};
use tests::{app::TestApp, founding, persona::Persona};
use uuid::Uuid;

/// Where the age of a student of a class is.
#[cfg(test)]
fn age_path(class: ClassId, student: &Persona) -> String {
    format!("/v1/classes/{class}/students/{}/age", student.user)
}

/// The service does what is due by now.
#[cfg(test)]
async fn work(school: &TestApp) {
    let done = api::worker::run_due(founding::installation(), &school.hallpass).await;
    done.unwrap();
}

/// The messages of a kind to adults of the district that wait to be sent: of which student each is.
#[cfg(test)]
async fn messages(school: &TestApp, kind: MessageKind) -> Vec<String> {
    let now = school.hallpass.now();
    let scope = Scope::new(Channel::Worker, school.world.district, now, Uuid::nil());
    let found = school.database.read(scope, testing::waiting_messages).await;
    let of_kind = found
        .unwrap()
        .into_iter()
        .filter(|(found, _)| *found == kind);
    of_kind
        .map(|(_, content)| content["student"].clone())
        .collect()
}

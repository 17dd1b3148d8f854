//! A class of a school without an agreement, and the people around it.

use domain::{ids::ClassId, staff::role::StaffRole};
use serde_json::json;

use crate::{app::TestApp, founding, persona::Persona, reply::Reply};

/// A sandbox at the school without an agreement.
pub struct Sandbox {
    /// The class.
    pub class: ClassId,
    /// Its teacher of record.
    pub rivera: Persona,
    /// An administrator of its school.
    pub diaz: Persona,
}

impl TestApp {
    /// A member of the staff of the school without an agreement.
    pub async fn staff_without_agreement(&self, name: &str, role: StaffRole) -> Persona {
        let school = Some(self.world.school_without_agreement);
        self.staff(self.world.district, name, role, school).await
    }

    /// A sandbox without students.
    pub async fn sandbox(&self) -> Sandbox {
        let rivera = self
            .staff_without_agreement("Rivera", StaffRole::Teacher)
            .await;
        Sandbox {
            class: rivera.sandbox("Robots").await.assert(201).id("/id"),
            rivera,
            diaz: self
                .staff_without_agreement("Diaz", StaffRole::SchoolAdmin)
                .await,
        }
    }

    /// The school that had no agreement has one from August on, and was told.
    pub async fn agree_at_last(&self) {
        let school = self.world.school_without_agreement;
        let now = domain::mint::Clock::now(self.clock.as_ref());
        founding::write(&self.database, self.world.district, now, move |tx| {
            founding::authorize(tx, school, &founding::standing_agreement())
        })
        .await;
    }
}

impl Persona {
    /// Opens a sandbox at the school without an agreement.
    pub async fn sandbox(&self, title: &str) -> Reply {
        let school = self.app.world.school_without_agreement;
        let path = format!("/v1/schools/{school}/classes");
        self.post(&path, json!({"title": title, "kind": "sandbox"}))
            .await
    }

    /// Creates students in a sandbox.
    pub async fn create_aliases(&self, class: ClassId, count: usize) -> Reply {
        let path = format!("/v1/classes/{class}/sandbox-students");
        self.post(&path, json!({"count": count})).await
    }

    /// A student of a sandbox who signs in on a device of their own.
    ///
    /// # Panics
    /// When none is created.
    pub async fn alias_in(&self, class: ClassId) -> Self {
        let created = self.create_aliases(class, 1).await.assert(201);
        self.app.student(created.id("/students/0/student_id")).await
    }
}
